//! Mail: sent by SMTP where it is set up, else written into the server's log.

use super::config::ConfigError;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::sync::{Arc, Mutex, PoisonError};

/// What sends mail; cheap to clone.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// By SMTP, from that address.
    Smtp(Box<(AsyncSmtpTransport<Tokio1Executor>, Mailbox)>),
    /// Into the log, for whoever runs the server.
    Log,
    /// Kept in memory, for tests.
    Kept(Arc<Mutex<Vec<Mail>>>),
}

/// A mail that was kept.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The address that it is for.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

impl Mailer {
    /// The mailer for an SMTP server's address, such as `smtps://user:password@host`, and a sender. Errors: one of them
    /// cannot be used, or is there without the other.
    pub fn new(smtp: Option<String>, from: Option<String>) -> Result<Self, ConfigError> {
        let (Some(smtp), Some(from)) = (&smtp, &from) else {
            return match smtp.is_none() && from.is_none() {
                true => Ok(Self::Log),
                false => Err(ConfigError {
                    name: "JEJARING_MAIL_FROM",
                    value: from.unwrap_or_default(),
                    wanted: "set together with JEJARING_SMTP",
                }),
            };
        };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp);
        let transport = transport.map_err(|_| ConfigError {
            name: "JEJARING_SMTP",
            // It may hold a password.
            value: "…".to_owned(),
            wanted: "an address such as smtps://user:password@host",
        })?;
        let sender = from.parse().map_err(|_| ConfigError {
            name: "JEJARING_MAIL_FROM",
            value: from.clone(),
            wanted: "an address such as Jejaring <jejaring@sekolah.sch.id>",
        })?;
        Ok(Self::Smtp(Box::new((transport.build(), sender))))
    }

    /// Whether mail reaches people, and not only the log.
    pub fn delivers(&self) -> bool {
        !matches!(self, Self::Log)
    }

    /// Sends a mail; whether it was sent. One that cannot be sent is logged.
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> bool {
        match self {
            Self::Log => {
                tracing::info!(
                    "no mail is set up (JEJARING_SMTP), so here is what {to} would get: {subject}\n{text}"
                );
            }
            Self::Kept(mails) => {
                let mail = Mail {
                    to: to.to_owned(),
                    subject: subject.to_owned(),
                    text: text.to_owned(),
                };
                let mut mails = mails.lock().unwrap_or_else(PoisonError::into_inner);
                mails.push(mail);
            }
            Self::Smtp(smtp) => {
                let (transport, from) = smtp.as_ref();
                if let Err(cause) = deliver(transport, from, to, subject, text).await {
                    tracing::error!(%cause, to, subject, "a mail could not be sent");
                    return false;
                }
            }
        }
        true
    }
}

async fn deliver(
    transport: &AsyncSmtpTransport<Tokio1Executor>,
    from: &Mailbox,
    to: &str,
    subject: &str,
    text: &str,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mail = Message::builder()
        .from(from.clone())
        .to(to.parse()?)
        .subject(subject)
        .header(ContentType::TEXT_PLAIN)
        .body(text.to_owned())?;
    transport.send(mail).await?;
    Ok(())
}
