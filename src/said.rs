//! Reading what other scripts say, and JSON by the browser's own parser: every page does, and one of ours is large.

use wasm_bindgen::JsValue;
use web_sys::js_sys::{Array, JSON, Reflect};

/// A value of the browser's.
pub struct Said(JsValue);

impl From<JsValue> for Said {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl Said {
    /// What a text says that is JSON.
    pub fn json(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// What stands under a name; nothing where nothing does.
    pub fn get(&self, name: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &name.into()).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }

    /// The text under a name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.0.as_string()
    }

    /// The number under a name.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.0.as_f64()
    }

    /// Whether what stands under a name is true.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.0.is_truthy())
    }

    /// What the list under a name holds.
    pub fn list(&self, name: &str) -> Vec<Self> {
        self.get(name).map(|list| list.items()).unwrap_or_default()
    }

    /// What it holds, where it is a list.
    pub fn items(&self) -> Vec<Self> {
        let list = Array::is_array(&self.0).then(|| Array::from(&self.0));
        list.iter().flat_map(|list| list.iter()).map(Self).collect()
    }

    /// The text that it is.
    pub fn into_text(self) -> Option<String> {
        self.0.as_string()
    }
}
