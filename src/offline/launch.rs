//! A file that was opened with the installed app: it is put into a form's input, as if it had been chosen there.

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Function, Promise, Reflect};
use web_sys::{DataTransfer, Event, File, HtmlInputElement};

/// Chooses the file that the app was opened with, if there is one, in this input.
pub fn choose_launched(input: HtmlInputElement) {
    // Only some browsers have it, and no bindings do.
    let queue = Reflect::get(&window(), &"launchQueue".into()).unwrap_or(JsValue::UNDEFINED);
    let set = Reflect::get(&queue, &"setConsumer".into());
    let Ok(set) = set.and_then(|set| set.dyn_into::<Function>()) else {
        return;
    };
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launched: JsValue| {
        let input = input.clone();
        leptos::task::spawn_local(async move {
            if let Err(cause) = take(&launched, &input).await {
                leptos::logging::warn!("the opened file cannot be read: {cause:?}");
            }
        });
    });
    let _ = set.call1(&queue, consumer.as_ref());
    // Files may be opened as long as the page is there.
    consumer.forget();
}

async fn take(launched: &JsValue, input: &HtmlInputElement) -> Result<(), JsValue> {
    let files = Reflect::get(launched, &"files".into())?;
    let handle = Array::from(&files).get(0);
    if handle.is_undefined() {
        return Ok(());
    }
    let get = Reflect::get(&handle, &"getFile".into())?.dyn_into::<Function>()?;
    let file = JsFuture::from(get.call0(&handle)?.dyn_into::<Promise>()?).await?;
    let transfer = DataTransfer::new()?;
    transfer.items().add_with_file(&file.dyn_into::<File>()?)?;
    input.set_files(transfer.files().as_ref());
    input.dispatch_event(&Event::new("change")?)?;
    Ok(())
}
