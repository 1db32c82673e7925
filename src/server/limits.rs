//! How often one may try: by the address that a request comes from, and by the e-mail address that is tried.

use super::config::Config;
use crate::api::ApiError;
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

/// What counts the tries.
pub struct Limits {
    by_place: DefaultKeyedRateLimiter<IpAddr>,
    by_email: DefaultKeyedRateLimiter<String>,
    mails: DefaultKeyedRateLimiter<String>,
}

impl Default for Limits {
    fn default() -> Self {
        // A whole school can be behind one address.
        Self {
            by_place: DefaultKeyedRateLimiter::keyed(quota(60, 2)),
            by_email: DefaultKeyedRateLimiter::keyed(quota(15, 30)),
            mails: DefaultKeyedRateLimiter::keyed(quota(4, 600)),
        }
    }
}

/// So many at once, and another after each so many seconds.
fn quota(burst: u32, seconds: u64) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let period = Duration::from_secs(seconds);
    Quota::with_period(period)
        .unwrap_or(Quota::per_hour(burst))
        .allow_burst(burst)
}

impl Limits {
    /// Counts a try at a password. Errors: [`ApiError::Wait`].
    pub fn try_password(&self, place: IpAddr, email: &str) -> Result<(), ApiError> {
        check(&self.by_place, &place)?;
        check(&self.by_email, &email.to_lowercase())
    }

    /// Counts what leads to a mail. Errors: [`ApiError::Wait`].
    pub fn try_mail(&self, place: IpAddr, email: &str) -> Result<(), ApiError> {
        check(&self.by_place, &place)?;
        check(&self.mails, &email.to_lowercase())
    }

    /// Forgets who has long not tried.
    pub fn forget(&self) {
        self.by_place.retain_recent();
        self.by_email.retain_recent();
        self.mails.retain_recent();
    }
}

fn check<K: Clone + Eq + std::hash::Hash>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), ApiError> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        ApiError::Wait {
            seconds: wait.as_secs() + 1,
        }
    })
}

/// Where a request comes from: whoever opened the connection, or whom a trusted proxy names last. All of an IPv6
/// subscriber's addresses count as one.
pub fn place(config: &Config, parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let named = || {
        let mut values = parts.headers.get_all("x-forwarded-for").into_iter();
        let last = values.next_back()?.to_str().ok()?.rsplit(',').next()?;
        last.trim().parse().ok()
    };
    let place = match config.trusted_proxy == Some(peer.to_canonical()) {
        true => named().unwrap_or(peer),
        false => peer,
    };
    match place.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & (u128::MAX << 64);
            IpAddr::V6(network.into())
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tries_too_often_waits() {
        let limits = Limits::default();
        let place = |last| IpAddr::from([10, 0, 0, last]);
        for _ in 0..15 {
            assert_eq!(limits.try_password(place(1), "A@b.id"), Ok(()));
        }
        // From anywhere else it is the same address that is tried.
        let refused = limits.try_password(place(2), "a@b.id");
        assert!(
            matches!(refused, Err(ApiError::Wait { seconds: 1..=31 })),
            "{refused:?}"
        );
        assert_eq!(limits.try_password(place(2), "c@b.id"), Ok(()));
    }
}
