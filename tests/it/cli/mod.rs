//! What a person sees, with exit codes.
