//! Records that are edited field by field.

/// Declares a record with, beside the struct, an enum of its fields (keys) and one of its fields' values, so that
/// edits, conflicts, history and undo are about fields and none of them is written out per field.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident, $field:ident, $value:ident {
            $($(#[$doc:meta])* $name:ident / $variant:ident ($code:literal): $type:ty),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $record { $($(#[$doc])* pub $name: $type),+ }

        $crate::code::coded! {
            /// The fields of the record.
            pub enum $field { $($(#[$doc])* $variant = $code),+ }
        }

        /// A value for one field of the record.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $value { $($(#[$doc])* #[serde(rename = $code)] $variant($type)),+ }

        impl $value {
            /// The field that it is a value for.
            pub fn field(&self) -> $field {
                match self { $(Self::$variant(_) => $field::$variant),+ }
            }
        }

        impl $record {
            /// The value of a field.
            pub fn get(&self, field: $field) -> $value {
                match field { $($field::$variant => $value::$variant(self.$name.clone())),+ }
            }

            /// Puts a value in its field.
            pub fn set(&mut self, value: $value) {
                match value { $($value::$variant(value) => self.$name = value),+ }
            }

            /// The values by which `other` differs from this record.
            pub fn differences(&self, other: &Self) -> Vec<$value> {
                let mut differences = Vec::new();
                $(if self.$name != other.$name { differences.push($value::$variant(other.$name.clone())); })+
                differences
            }
        }
    };
}
pub(crate) use record;
