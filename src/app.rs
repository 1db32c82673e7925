//! The HTML around every page, and which page an address leads to.

use crate::ahead::Ahead;
use crate::api::session::Session;
use crate::explorer::{Embedded, Explorer};
use crate::i18n::I18nContextProvider;
use crate::live::Live;
use crate::offline::Offline;
use crate::pages::account::{
    ChangeEmail, ChangePassword, Confirm, DeleteAccount, Forgotten, OwnAccount, Reset, SetUp,
    SignIn, SignUp,
};
use crate::pages::{
    ActivityFormPage, AgreementPage, BestMatches, CalendarPage, ClaimPage, ContactForm, DeskPage,
    EvaluationFormPage, HistoryPage, Home, Import, InsightPage, InvitationPage, ListingForm,
    Market, MergePage, NotFound, OfflinePage, OrganisationForm, OrganisationNeeds,
    OrganisationPage, Organisations, PartnershipForm, PartnershipPage, Partnerships, PastPage,
    PeoplePage, ReportFormPage, ReportPage, StewardPage, StewardPeople, WorkPage,
};
use crate::palette::Palette;
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
        // The language is set by what provides the translations.
        <html data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
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
    Session::provide();
    Offline::provide();
    Live::provide();
    Ahead::provide();
    view! {
        <I18nContextProvider cookie_options=crate::i18n::cookie()>
            <Router>
                <Frame>
                    <Routes fallback=|| view! { <NotFound /> }>
                        <Route path=path!("") view=Home ssr=WHOLE />
                        <Route path=path!("explore") view=Explorer ssr=WHOLE />
                        <Route path=path!("embed") view=Embedded ssr=WHOLE />
                        <Route path=path!("organisations") view=Organisations ssr=WHOLE />
                        <Route path=path!("organisations/new") view=OrganisationForm ssr=WHOLE />
                        <Route path=path!("organisations/:id") view=OrganisationPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/edit") view=OrganisationForm ssr=WHOLE />
                        <Route path=path!("organisations/:id/history") view=HistoryPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/history/:seq") view=PastPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/insight") view=InsightPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/report") view=ReportPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/needs") view=OrganisationNeeds ssr=WHOLE />
                        <Route path=path!("organisations/:id/needs/new") view=ListingForm ssr=WHOLE />
                        <Route path=path!("organisations/:id/needs/:listing/edit") view=ListingForm ssr=WHOLE />
                        <Route path=path!("organisations/:id/people") view=PeoplePage ssr=WHOLE />
                        <Route path=path!("organisations/:id/claim") view=ClaimPage ssr=WHOLE />
                        <Route path=path!("organisations/:id/contacts/new") view=ContactForm ssr=WHOLE />
                        <Route path=path!("organisations/:id/contacts/:contact") view=ContactForm ssr=WHOLE />
                        <Route path=path!("invitation/:token") view=InvitationPage ssr=WHOLE />
                        <Route path=path!("steward") view=StewardPage ssr=WHOLE />
                        <Route path=path!("steward/people") view=StewardPeople ssr=WHOLE />
                        <Route path=path!("steward/merge") view=MergePage ssr=WHOLE />
                        <Route path=path!("partnerships") view=Partnerships ssr=WHOLE />
                        <Route path=path!("partnerships/new") view=PartnershipForm ssr=WHOLE />
                        <Route path=path!("partnerships/:id") view=PartnershipPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/edit") view=PartnershipForm ssr=WHOLE />
                        <Route path=path!("partnerships/:id/renew") view=PartnershipForm ssr=WHOLE />
                        <Route path=path!("partnerships/:id/end") view=PartnershipForm ssr=WHOLE />
                        <Route path=path!("partnerships/:id/agreement") view=AgreementPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/history") view=HistoryPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/history/:seq") view=PastPage ssr=WHOLE />
                        <Route path=path!("desk") view=DeskPage ssr=WHOLE />
                        <Route path=path!("insight") view=InsightPage ssr=WHOLE />
                        <Route path=path!("needs") view=Market ssr=WHOLE />
                        <Route path=path!("needs/matches") view=BestMatches ssr=WHOLE />
                        <Route path=path!("organisations/:id/calendar") view=CalendarPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/work") view=WorkPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/work/activity") view=ActivityFormPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/work/activity/:record") view=ActivityFormPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/work/report") view=ReportFormPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/work/report/:record") view=ReportFormPage ssr=WHOLE />
                        <Route path=path!("partnerships/:id/work/evaluation") view=EvaluationFormPage ssr=WHOLE />
                        <Route path=path!("import") view=Import ssr=WHOLE />
                        <Route path=path!("offline") view=OfflinePage ssr=WHOLE />
                        <Route path=path!("sign-in") view=SignIn ssr=WHOLE />
                        <Route path=path!("sign-up") view=SignUp ssr=WHOLE />
                        <Route path=path!("forgotten") view=Forgotten ssr=WHOLE />
                        <Route path=path!("reset/:token") view=Reset ssr=WHOLE />
                        <Route path=path!("set-up/:token") view=SetUp ssr=WHOLE />
                        <Route path=path!("confirm/:token") view=Confirm ssr=WHOLE />
                        <Route path=path!("account") view=OwnAccount ssr=WHOLE />
                        <Route path=path!("account/email") view=ChangeEmail ssr=WHOLE />
                        <Route path=path!("account/password") view=ChangePassword ssr=WHOLE />
                        <Route path=path!("account/delete") view=DeleteAccount ssr=WHOLE />
                    </Routes>
                </Frame>
                <Palette />
            </Router>
        </I18nContextProvider>
    }
}
