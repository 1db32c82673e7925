//! Where the content of files is kept: a folder or a bucket, each content under its SHA-256.

use bytes::Bytes;
use jejaring_domain::Timestamp;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectMeta, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How long content is left alone before it can count as forgotten, in milliseconds: whoever sends it now has yet to
/// write what it belongs to.
const YOUNG: i64 = 24 * 60 * 60 * 1000;

/// The contents. Cheap to clone; all clones are the same vault.
#[derive(Clone, Debug)]
pub struct Vault(Arc<dyn ObjectStore>);

/// The vault cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("the files cannot be kept in {place}: {cause}. Set JEJARING_FILES to another place.")]
pub struct NoVault {
    place: String,
    cause: Error,
}

impl Vault {
    /// The vault in a folder, which is made where it is not there, in a bucket `s3://BUCKET/PREFIX`, or in memory
    /// `mem://`.
    pub fn open(place: &str) -> Result<Vault, NoVault> {
        let store: Result<Arc<dyn ObjectStore>, Error> = match place.split_once("://") {
            Some(("mem", _)) => Ok(Arc::new(InMemory::new())),
            Some(("s3", rest)) => bucket(rest),
            _ => folder(place),
        };
        store.map(Vault).map_err(|cause| NoVault {
            place: place.to_owned(),
            cause,
        })
    }

    /// Keeps content; its SHA-256, by which it is found again.
    pub async fn put(&self, content: Bytes) -> Result<String, Error> {
        let digest = Sha256::digest(&content);
        let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        self.0.put(&path(&sha256), content.into()).await?;
        Ok(sha256)
    }

    /// The content with that SHA-256.
    pub async fn get(&self, sha256: &str) -> Result<Bytes, Error> {
        self.0.get(&path(sha256)).await?.bytes().await
    }

    /// What has been there for a day.
    pub async fn old(&self, now: Timestamp) -> Result<Vec<Path>, Error> {
        let mut paths = Vec::new();
        for folder in self.0.list_with_delimiter(None).await?.common_prefixes {
            let files = self.0.list_with_delimiter(Some(&folder)).await?.objects;
            let old = files.into_iter().filter(|file| is_old(file, now));
            paths.extend(old.map(|file| file.location));
        }
        Ok(paths)
    }

    /// Takes out those of the old ones that are not in `known`, which has to be asked after [`Vault::old`]; how many
    /// that were. What was sent again meanwhile stays.
    pub async fn forget(
        &self,
        now: Timestamp,
        old: Vec<Path>,
        known: &BTreeSet<String>,
    ) -> Result<usize, Error> {
        let mut forgotten = 0;
        for path in old {
            let named = path.filename().is_none_or(|name| known.contains(name));
            if !named && is_old(&self.0.head(&path).await?, now) {
                self.0.delete(&path).await?;
                forgotten += 1;
            }
        }
        Ok(forgotten)
    }
}

fn is_old(file: &ObjectMeta, now: Timestamp) -> bool {
    file.last_modified.timestamp_millis() < now.0 - YOUNG
}

/// Folders of a few hundred files each, however many there are.
fn path(sha256: &str) -> Path {
    let folder = sha256.get(..2).unwrap_or("00");
    Path::from_iter([folder, sha256])
}

fn folder(place: &str) -> Result<Arc<dyn ObjectStore>, Error> {
    std::fs::create_dir_all(place).map_err(|cause| Error::Generic {
        store: "folder",
        source: cause.into(),
    })?;
    Ok(Arc::new(LocalFileSystem::new_with_prefix(place)?))
}

fn bucket(rest: &str) -> Result<Arc<dyn ObjectStore>, Error> {
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let store = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .build()?;
    Ok(Arc::new(PrefixStore::new(store, Path::from(prefix))))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn content_is_found_by_its_hash_and_forgotten_when_nothing_names_it() {
        let place = std::env::temp_dir().join(format!("jejaring-vault-{}", rand::random::<u64>()));
        for place in ["mem://", place.to_str().unwrap()] {
            let vault = Vault::open(place).unwrap();
            let kept = vault.put(Bytes::from_static(b"naskah")).await.unwrap();
            let lost = vault.put(Bytes::from_static(b"lupa")).await.unwrap();
            assert_eq!(&vault.get(&kept).await.unwrap()[..], b"naskah");
            let known = BTreeSet::from([kept.clone()]);
            let now = crate::server::state::now();
            assert_eq!(vault.old(now).await.unwrap().len(), 0, "both are young");
            let later = Timestamp(now.0 + YOUNG + 60_000);
            let old = vault.old(later).await.unwrap();
            assert_eq!(old.len(), 2);
            assert_eq!(vault.forget(now, old.clone(), &known).await.unwrap(), 0);
            assert_eq!(vault.forget(later, old, &known).await.unwrap(), 1);
            assert!(vault.get(&kept).await.is_ok());
            assert!(vault.get(&lost).await.is_err());
        }
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn a_bucket_needs_no_connection_to_be_opened() {
        assert!(Vault::open("s3://naskah/jejaring").is_ok());
    }
}
