//! XML, one event at a time, within limits.
//!
//! Document type definitions are never followed: one that defines entities, and any use of an entity that XML itself
//! does not know, is refused.

use crate::Format;
use crate::limits::{MAX_DEPTH, MAX_TEXT};
use crate::refusal::FileRefusal;
use quick_xml::Error;
use quick_xml::escape::{EscapeError, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// A reader of XML.
pub(crate) struct Xml<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t [u8],
    format: Format,
    /// The line of the byte `counted`.
    line: u64,
    counted: usize,
    depth: usize,
}

/// What comes next.
pub(crate) enum XmlEvent<'t> {
    /// An element begins; its end follows, for empty elements too.
    Start(Element<'t>),
    /// The innermost element ends.
    End,
    /// Part of a text.
    Text(Cow<'t, str>),
    /// The document is over.
    Eof,
}

/// The start of an element.
pub(crate) struct Element<'t> {
    start: BytesStart<'t>,
    format: Format,
    /// Where it is.
    pub line: u64,
}

impl<'t> Xml<'t> {
    /// Reads a text; `format` is what it should be, for messages.
    pub fn new(text: &'t str, format: Format) -> Self {
        // Some files begin with blank lines, which XML forbids before its declaration and nobody minds.
        let trimmed = text.trim_start();
        let blank = text.get(..text.len() - trimmed.len()).unwrap_or_default();
        let mut reader = Reader::from_str(trimmed);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            text: trimmed.as_bytes(),
            format,
            line: crate::decode::line_at(blank.as_bytes(), blank.len()),
            counted: 0,
            depth: 0,
        }
    }

    /// The next event. Errors: the text is not well-formed, or goes beyond a limit.
    pub fn next(&mut self) -> Result<XmlEvent<'t>, FileRefusal> {
        loop {
            let line = self.line_at(self.reader.buffer_position());
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let line = self.line_at(self.reader.error_position());
                    return Err(refusal(&error, self.format, line));
                }
            };
            let text = match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(FileRefusal::TooDeep {
                            line,
                            max: MAX_DEPTH,
                        });
                    }
                    let format = self.format;
                    return Ok(XmlEvent::Start(Element {
                        start,
                        format,
                        line,
                    }));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(XmlEvent::End);
                }
                Event::Text(text) => text.xml10_content(),
                Event::CData(text) => text.xml10_content(),
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(character)) => Cow::Owned(character.to_string()),
                    Ok(None) => match resolve_xml_entity(&reference) {
                        Some(text) => Cow::Borrowed(text),
                        None => return Err(FileRefusal::Entities { line }),
                    },
                    Err(error) => return Err(refusal(&error, self.format, line)),
                },
                Event::DocType(definition) => {
                    if definition.contains("<!ENTITY") {
                        return Err(FileRefusal::Entities { line });
                    }
                    continue;
                }
                Event::Eof if self.depth > 0 => {
                    return Err(FileRefusal::Malformed {
                        format: self.format,
                        line,
                    });
                }
                Event::Eof => return Ok(XmlEvent::Eof),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(XmlEvent::Text(text));
        }
    }

    /// Adds to a text that is being gathered.
    pub fn gather(&self, gathered: &mut String, text: &str) -> Result<(), FileRefusal> {
        if gathered.len() + text.len() > MAX_TEXT {
            return Err(FileRefusal::TextTooLong {
                line: self.line,
                max: MAX_TEXT,
            });
        }
        gathered.push_str(text);
        Ok(())
    }

    /// The line of a byte that is not before the last one asked for.
    fn line_at(&mut self, position: u64) -> u64 {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        let passed = self.text.get(self.counted..position.max(self.counted));
        let passed = passed.unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.counted += passed.len();
        self.line
    }
}

impl Element<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        let name = self.start.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>, FileRefusal> {
        // The check for attributes of the same name compares each with each: too slow where there are many.
        for attribute in self.start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| FileRefusal::Malformed {
                format: self.format,
                line: self.line,
            })?;
            let key = attribute.key.0;
            if key.rsplit_once(':').map_or(key, |(_, local)| local) != name {
                continue;
            }
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_err(|error| refusal(&error, self.format, self.line))?;
            if value.len() > MAX_TEXT {
                return Err(FileRefusal::TextTooLong {
                    line: self.line,
                    max: MAX_TEXT,
                });
            }
            return Ok(Some(value));
        }
        Ok(None)
    }

    /// The value of an attribute, empty where it has none.
    pub fn value(&self, name: &str) -> Result<Box<str>, FileRefusal> {
        Ok(self.attribute(name)?.unwrap_or_default().into())
    }
}

fn refusal(error: &Error, format: Format, line: u64) -> FileRefusal {
    match error {
        Error::Escape(EscapeError::UnrecognizedEntity(..)) => FileRefusal::Entities { line },
        _ => FileRefusal::Malformed { format, line },
    }
}
