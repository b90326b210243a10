//! Connection slots: a limit on client connections, and half of it for one address, so that no single client can block
//! all others.

use ipnet::IpNet;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All connection slots.
#[derive(Debug)]
pub struct ConnectionSlots {
    most: usize,
    /// Proxies, to which the limit per address does not apply.
    trusted: Vec<IpNet>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// A used connection slot, freed on drop.
#[derive(Debug)]
pub struct ConnectionSlot {
    slots: Arc<ConnectionSlots>,
    address: IpAddr,
}

impl ConnectionSlots {
    /// Creates `most` slots.
    pub fn new(most: usize, trusted: Vec<IpNet>) -> Arc<ConnectionSlots> {
        Arc::new(ConnectionSlots { most, trusted, taken: Mutex::default() })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a slot for a client; `None` if the limit is reached.
    pub fn take(self: &Arc<Self>, peer: IpAddr) -> Option<ConnectionSlot> {
        let peer = peer.to_canonical();
        let address = network_of(peer);
        let most = if self.trusted.iter().any(|net| net.contains(&peer)) { self.most } else { self.most.div_ceil(2) };
        let mut taken = self.taken();
        let here = taken.by_address.get(&address).copied().unwrap_or(0);
        if taken.all >= self.most || here >= most {
            return None;
        }
        taken.all += 1;
        taken.by_address.insert(address, here + 1);
        Some(ConnectionSlot { slots: self.clone(), address })
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        let mut taken = self.slots.taken();
        taken.all -= 1;
        if let Some(here) = taken.by_address.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                taken.by_address.remove(&self.address);
            }
        }
    }
}

/// The network that counts as one address: for IPv6 the /64, since a client usually has all of its addresses.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_gets_half_and_a_trusted_proxy_all() {
        let slots = ConnectionSlots::new(4, vec!["10.0.0.1/32".parse().unwrap()]);
        let take = |peer: &str| slots.take(peer.parse().unwrap());
        let mut held = vec![take("2001:db8::1").unwrap(), take("2001:db8::2").unwrap()];
        assert!(take("2001:db8::3").is_none(), "the same network");
        held.push(take("2001:db8:0:1::1").unwrap());
        held.push(take("192.0.2.1").unwrap());
        assert!(take("192.0.2.2").is_none(), "all are taken");
        held.clear();
        assert!(slots.taken().by_address.is_empty() && slots.taken().all == 0);
        held.extend((0..4).map(|_| take("::ffff:10.0.0.1").unwrap()));
        assert!(take("10.0.0.1").is_none());
    }
}
