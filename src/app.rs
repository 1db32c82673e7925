//! The HTML around every page, and what all pages share.

use crate::ahead::Ahead;
use crate::api::session::Session;
use crate::i18n;
use crate::live::Live;
use crate::offline::Offline;
use crate::pages::NotFound;
use crate::palette::Palette;
use crate::routes::Pages;
use crate::ui::Frame;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Router};

/// The document that the server sends; the browser's program takes over its body.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use crate::server::preferences::Preferences;
    use leptos_i18n::{Locale as _, td_string};
    use leptos_meta::{HashedStylesheet, MetaTags};
    let Preferences { theme } = Preferences::of_request();
    let locale = i18n::of_reader();
    // Read before anything that the page shows: what happens from here on is told.
    let log = use_context::<crate::server::state::AppState>();
    let log = log.map(|state| {
        state
            .store
            .read(jejaring_domain::Network::seq)
            .0
            .to_string()
    });
    view! {
        <!DOCTYPE html>
        <html lang=locale.as_str() data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="description" content=td_string!(locale, home.lead) />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#f8f7f3" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#11131f" media="(prefers-color-scheme: dark)" />
                <meta name="mobile-web-app-capable" content="yes" />
                <meta name="apple-mobile-web-app-capable" content="yes" />
                <meta name="apple-mobile-web-app-status-bar-style" content="default" />
                <meta name="apple-mobile-web-app-title" content="Jejaring" />
                <meta name="log" content=log />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link
                    rel="preload"
                    href="/fonts/plus-jakarta-sans-latin.153fc85b.woff2"
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <HashedStylesheet options=options.clone() id="style" />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The app: the frame with the page that the address leads to.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(i18n::of_reader());
    Session::provide();
    Offline::provide();
    Live::provide();
    Ahead::provide();
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=|| view! { <NotFound /> }>
                    <Pages />
                </FlatRoutes>
            </Frame>
            <Palette />
        </Router>
    }
}
