//! Passwords: which will do, and their hashes.

use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use jejaring_domain::{Fault, Field, Problem};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// The fewest characters of a password.
pub const SHORTEST: usize = 10;
/// The most: hashing shall not be made to read books.
pub const LONGEST: usize = 200;

/// Passwords of ten characters and more that many people have, and words that ours would choose.
const COMMON: &str = include_str!("common_passwords.txt");

/// Each takes some 20 MB and as much time as it may: more at once would only make all of them late.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Why a password will not do for who has this name and address, if it does not.
pub fn fault(password: &str, name: &str, email: &str) -> Option<Fault> {
    let count = password.chars().count();
    let problem = if password.is_empty() {
        Problem::Missing
    } else if count < SHORTEST {
        Problem::TooShort { min: SHORTEST }
    } else if count > LONGEST {
        Problem::TooLong { max: LONGEST }
    } else if is_guessable(password, name, email) {
        Problem::Guessable
    } else {
        return None;
    };
    Some(Fault::new(Field::Password, problem))
}

/// Whether somebody would try it early: known, of hardly more than one character, or what everybody knows of the person.
fn is_guessable(password: &str, name: &str, email: &str) -> bool {
    let password = password.to_lowercase();
    let different: std::collections::BTreeSet<char> = password.chars().collect();
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        letters.flat_map(char::to_lowercase).collect()
    };
    let own = [name, email, email.split('@').next().unwrap_or("")].map(letters);
    let bare = letters(&password);
    different.len() < 5
        || COMMON.lines().any(|known| known == password)
        || own.iter().any(|own| !own.is_empty() && *own == bare)
}

/// The hash of a password, by argon2id. Errors: hashing failed.
pub async fn hash(password: String) -> Result<String, PasswordError> {
    in_background(move || {
        let salt = SaltString::generate(&mut OsRng);
        let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string())
            .map_err(|cause| PasswordError(cause.to_string()))
    })
    .await?
}

/// Whether a password has that hash. Without a hash to compare with it takes as long, and it has not.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    /// What nobody's password is compared with.
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        let salt = SaltString::generate(&mut OsRng);
        let hash = Argon2::default().hash_password(b"nobody", &salt);
        hash.map(|hash| hash.to_string()).unwrap_or_default()
    });
    in_background(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let same = PasswordHash::new(&hash).is_ok_and(|hash| {
            let verified = Argon2::default().verify_password(password.as_bytes(), &hash);
            verified.is_ok()
        });
        known && same
    })
    .await
}

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PasswordError> {
    let fault = |cause: String| PasswordError(cause);
    let _turn = AT_ONCE.acquire().await.map_err(|e| fault(e.to_string()))?;
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|cause| fault(cause.to_string()))
}

/// A password could not be hashed: no fault of who typed it.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct PasswordError(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easy_to_guess_will_not_do() {
        let problem = |password| {
            let fault = fault(password, "Siti Aminah", "siti.aminah@smk.sch.id");
            fault.map(|fault| fault.problem)
        };
        assert_eq!(problem(""), Some(Problem::Missing));
        assert_eq!(problem("pendek"), Some(Problem::TooShort { min: SHORTEST }));
        for easy in [
            "password123",
            "Indonesia123",
            "1111111111",
            "siti.aminah.1984",
            "SitiAminah",
        ] {
            assert_eq!(problem(easy), Some(Problem::Guessable), "{easy}");
        }
        assert_eq!(problem("kopi pagi di bengkel"), None);
        assert_eq!(
            problem(&"panjang ".repeat(30)),
            Some(Problem::TooLong { max: LONGEST })
        );
    }
}
