//! What a remote job converts.

use serde::Serialize;

/// What a remote job converts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ContentType {
    /// Sound
    Audio,
    /// Moving pictures
    Video,
    /// A document, e.g. PDF
    Document,
    /// A picture
    Image,
    /// A web page
    Web,
    /// A video on YouTube
    Youtube,
}

impl ContentType {
    /// Every content type; the table's CHECK constraint has the same list.
    pub const ALL: [ContentType; 6] =
        [ContentType::Audio, ContentType::Video, ContentType::Document, ContentType::Image, ContentType::Web, ContentType::Youtube];

    /// The name in the table and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            ContentType::Audio => "audio",
            ContentType::Video => "video",
            ContentType::Document => "document",
            ContentType::Image => "image",
            ContentType::Web => "web",
            ContentType::Youtube => "youtube",
        }
    }
}

/// The names of all content types.
pub const CONTENT_TYPES: [&str; 6] = {
    let mut names = [""; 6];
    let mut at = 0;
    while at < names.len() {
        names[at] = ContentType::ALL[at].as_str();
        at += 1;
    }
    names
};
