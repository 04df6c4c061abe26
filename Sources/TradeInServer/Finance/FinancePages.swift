/// All that finance does on pages.
enum FinancePages {
    static var routes: [Route] {
        FundForms.routes + FundPage.routes + BatchListPage.routes + BatchPage.routes
            + BatchFiles.routes + ClawbackPage.routes + MonthPages.routes + TotalsPage.routes
    }
}
