//! The HTML around every page, and which page an address leads to.

use crate::explorer::Explorer;
use crate::i18n::I18nContextProvider;
use crate::pages::{
    HistoryPage, Home, Import, NotFound, OrganisationForm, OrganisationPage, Organisations,
    PartnershipForm, PartnershipPage, Partnerships,
};
use crate::ui::Frame;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// The document that the server sends; the browser's program takes over its body.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use crate::server::preferences::Preferences;
    use leptos_meta::{HashedStylesheet, MetaTags};
    let Preferences { theme } = Preferences::of_request();
    view! {
        <!DOCTYPE html>
        // The language is set by what provides the translations.
        <html data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#f8f7f3" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#11131f" media="(prefers-color-scheme: dark)" />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
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

/// The app: the frame with the page that the address leads to. Pages are sent whole, so that they can be read and
/// used without script.
#[component]
pub fn App() -> impl IntoView {
    const WHOLE: SsrMode = SsrMode::Async;
    provide_meta_context();
    view! {
        <I18nContextProvider cookie_options=crate::i18n::cookie()>
            <Router>
                <Frame>
                    <Routes fallback=|| view! { <NotFound /> }>
                        <Route path=path!("") view=Home ssr=WHOLE />
                        <Route path=path!("explore") view=Explorer ssr=WHOLE />
                        <Route path=path!("organisations") view=Organisations ssr=WHOLE />
                        <Route path=path!("organisations/new") view=OrganisationForm ssr=WHOLE />
                        <Route path=path!("organisations/:id") view=OrganisationPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/edit") view=OrganisationForm ssr=WHOLE />
                        <Route path=path!("organisations/:id/history") view=HistoryPage ssr=WHOLE />
                        <Route path=path!("partnerships") view=Partnerships ssr=WHOLE />
                        <Route path=path!("partnerships/new") view=PartnershipForm ssr=WHOLE />
                        <Route path=path!("partnerships/:id") view=PartnershipPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/edit") view=PartnershipForm ssr=WHOLE />
                        <Route path=path!("partnerships/:id/history") view=HistoryPage ssr=WHOLE />
                        <Route path=path!("import") view=Import ssr=WHOLE />
                    </Routes>
                </Frame>
            </Router>
        </I18nContextProvider>
    }
}
