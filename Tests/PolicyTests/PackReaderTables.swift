extension BadPack {
    private static let rate = "value: 15%, article: 一, mark: S2"
    private static let rates = "rate: [{from: 2026-01-01, value: 15%, article: 一, mark: S2}]"
    private static let award = "{code: award-rate, when: true, rate: rate, of: price"

    /// Faults of words, days, keys and shapes.
    static let words: [BadPack] = [
        BadPack(
            "a list left open", "samePerson: [applicantId]\nparameters",
            "samePerson: [applicantId\nparameters⟦", "yaml-syntax"),
        BadPack(
            "an indent with a tab", "  - code: class-not-covered", "⟦\t- code: x", "yaml-syntax"),
        BadPack(
            "an unknown key", "place: CN", "⟦plase: CN\nplace: CN", "key-unknown", hint: "place"),
        BadPack("a key from elsewhere", "place: CN", "⟦zzzzzzzzzz: 1\nplace: CN", "key-unknown"),
        BadPack(
            "a key written twice", "place: CN", "⟦place: CN\nplace: CN", "key-repeated",
            hint: "place"),
        BadPack(
            "a missing key", "pack: tiny-2026\nversion: 1.0.0", "⟦pack: tiny-2026", "key-missing",
            hint: "version"),
        BadPack(
            "a value without an article", rates,
            "rate: [⟦{from: 2026-01-01, value: 15%, mark: S2}]", "key-missing", hint: "article"),
        BadPack(
            "a value without a mark", rates, "rate: [⟦{from: 2026-01-01, value: 15%, article: 一}]",
            "key-missing", hint: "mark"),
        BadPack(
            "an unknown programme", "programme: appliance", "programme: ⟦aplliance", "word-unknown",
            hint: "appliance"),
        BadPack("an unknown mark", rate, "value: 15%, article: 一, mark: ⟦S4", "word-unknown"),
        BadPack("an unknown mode", "mode: down", "mode: ⟦donw", "word-unknown", hint: "down"),
        BadPack("an unknown unit", "to: fen", "to: ⟦cent", "word-unknown"),
        BadPack("an unknown status", "status: unverified", "status: ⟦draft", "word-unknown"),
        BadPack(
            "an unknown identity", "samePerson: [applicantId]", "samePerson: [⟦applicantID]",
            "word-unknown", hint: "applicantId"),
        BadPack("nobody to count", "samePerson: [applicantId]", "samePerson: ⟦[]", "list-empty"),
        BadPack("a day of law that is no day", "by: soldOn", "by: ⟦price", "word-unknown"),
        BadPack(
            "a severity that no rule has", "severity: error", "severity: ⟦notice", "word-unknown"),
        BadPack(
            "an unknown column", "field: itemClass", "field: ⟦itemclas", "word-unknown",
            hint: "itemClass"),
        BadPack("a window other than the year", "window: year", "window: ⟦pack", "word-unknown"),
        BadPack(
            "a day that does not exist", "to: 2026-12-31", "to: ⟦2026-02-30", "day-impossible",
            hint: "2026-02-30"),
        BadPack("a day without its zeros", "to: 2026-12-31", "to: ⟦2026-9-1", "day-unreadable"),
        BadPack("a day that is a word", "issued: 2025-12-30", "issued: ⟦soon", "day-unreadable"),
        BadPack(
            "an end before the start", "to: 2026-12-31", "to: ⟦2025-12-31", "period-empty",
            hint: "2025-12-31"),
        BadPack(
            "a text where a mapping belongs", "title: {zh: 小包, en: Tiny}", "title: ⟦Tiny",
            "shape-wrong"),
        BadPack(
            "a text where a list belongs", "samePerson: [applicantId]", "samePerson: ⟦applicantId",
            "shape-wrong"),
        BadPack(
            "a list where a text belongs", "programme: appliance", "programme: ⟦[appliance]",
            "shape-wrong"),
        BadPack("nothing where a text belongs", "place: CN", "place:⟦", "shape-wrong"),
        BadPack(
            "one language only", "title: {zh: 小包, en: Tiny}", "title: ⟦{zh: 小包}", "key-missing",
            hint: "en"),
        BadPack("a place that is no code", "place: CN", "place: ⟦Shandong", "place-malformed"),
        BadPack("a version of two numbers", "version: 1.0.0", "version: ⟦1.0", "version-malformed"),
        BadPack(
            "an identifier with capitals", "pack: tiny-2026", "pack: ⟦Tiny_2026", "code-malformed"),
        BadPack("an anchor", "title: {zh", "title: ⟦&a {zh", "yaml-anchor"),
        BadPack("an alias", "title: {zh: 小包, en: Tiny}", "title: ⟦*title", "yaml-anchor"),
        BadPack("a tag", "version: 1.0.0", "version: ⟦!!int 1", "yaml-tag"),
        BadPack(
            "an expression read as a tag", "require: itemClass in classes",
            "require: ⟦!buyerIsApplicant", "yaml-tag", hint: "'!has(…)'"),
        BadPack("a control character", "en: Tiny", "en: T⟦\u{7}ny", "yaml-control-character"),
        BadPack("a second document", "limits:", "⟦---\nlimits:", "yaml-syntax"),
    ]

    /// Faults of parameters, rules, awards and limits.
    static let rules: [BadPack] = [
        BadPack(
            "an unknown name", "itemClass in classes", "⟦itemClas in classes", "name-unknown",
            hint: "itemClass"),
        BadPack(
            "a value that is none", rate, "value: ⟦fifteen, article: 一, mark: S2",
            "value-unreadable", also: "name-unknown"),
        BadPack(
            "a value on a day that does not exist", rate,
            "value: ⟦2026-02-30, article: 一, mark: S2", "value-unreadable", also: "name-unknown"),
        BadPack(
            "three decimals of a yuan", "1500.00 yuan", "⟦1500.005 yuan", "value-unreadable",
            also: "name-unknown"),
        BadPack(
            "an unknown class", "[refrigerator, television]", "[refrigerator, ⟦tv]",
            "symbol-unknown"),
        BadPack(
            "a list with a word twice", "[refrigerator, television]",
            "[refrigerator, ⟦refrigerator]", "word-repeated"),
        BadPack("an empty list", "[refrigerator, television]", "⟦[]", "list-empty"),
        BadPack("a parameter without values", rates, "rate: ⟦[]", "list-empty"),
        BadPack("a text instead of dated values", rates, "rate: ⟦15%", "shape-wrong"),
        BadPack(
            "a value that starts late", "  rate: [{from: 2026-01-01", "  ⟦rate: [{from: 2026-02-01",
            "value-missing", hint: "2026-01-31"),
        BadPack(
            "dates out of order", "  rate: [{from: 2026-01-01, \(rate)}]",
            "  ⟦rate: [{from: 2026-01-01, \(rate)}, {from: 2026-01-01, \(rate)}]",
            "dates-out-of-order"),
        BadPack(
            "a type that changes", "  rate: [{from: 2026-01-01, \(rate)}]",
            "  rate: [{from: 2025-01-01, \(rate)}, {from: 2025-06-01, value: ⟦7, article: 一, mark: S2}]",
            "type-mismatch", also: "type-mismatch"),
        BadPack(
            "a parameter named like a fact", "parameters:\n",
            "parameters:\n  ⟦price: [{from: 2026-01-01, \(rate)}]\n", "name-taken",
            also: "type-mismatch"),
        BadPack(
            "a parameter named like a word", "parameters:\n",
            "parameters:\n  ⟦has: [{from: 2026-01-01, \(rate)}]\n", "name-reserved"),
        BadPack(
            "a parameter with a hyphen", "parameters:\n",
            "parameters:\n  ⟦a-b: [{from: 2026-01-01, \(rate)}]\n", "name-malformed"),
        BadPack(
            "a code with a blank", "code: class-not-covered", "code: ⟦class not covered",
            "code-malformed"),
        BadPack(
            "a code used twice", "{code: award-rate", "{code: ⟦class-not-covered", "code-repeated"),
        BadPack(
            "a message with an unknown name", "Class {itemClass}", "Class {⟦itemClas}",
            "template-name-unknown", hint: "itemClass"),
        BadPack(
            "a message with a brace left open", "Class {itemClass} of {classes}",
            "Class {itemClass} of {⟦classes", "template-name-unknown"),
        BadPack(
            "a limit's message with a fact", "At most {count}", "At most {⟦price}",
            "template-name-unknown"),
        BadPack(
            "a type mismatch", "require: itemClass in classes", "require: price ⟦<= rate",
            "type-mismatch"),
        BadPack(
            "a type mismatch in quotes", "require: itemClass in classes",
            "require: 'price ⟦<= rate'", "type-mismatch"),
        BadPack(
            "a type mismatch in a block", "require: itemClass in classes",
            "require: >-\n        price ⟦<= rate", "type-mismatch"),
        BadPack("an award that is no Bool", "when: true", "when: ⟦price", "type-mismatch"),
        BadPack("a rate that is money", "rate: rate", "rate: ⟦cap", "type-mismatch"),
        BadPack("a cap that is a rate", "cap: cap", "cap: ⟦rate", "type-mismatch"),
        BadPack("a count that is no Int", "count: \"1\"", "count: \"⟦true\"", "type-mismatch"),
        BadPack(
            "an award without its base", award, "{code: ⟦award-rate, when: true, rate: rate",
            "award-incomplete"),
        BadPack(
            "an award with two sums", award,
            "{code: ⟦award-rate, when: true, amount: cap, of: price", "award-incomplete"),
        BadPack(
            "a limit of nobody", "per: [applicant, itemClass]", "per: [⟦itemClass]",
            "limit-without-applicant"),
        BadPack(
            "an article that the notice lacks", "of: price, cap: cap, article: 一",
            "of: price, cap: cap, article: ⟦九", "article-unknown"),
        BadPack("a deadline that is no number", "{value: 15", "{value: ⟦soon", "number-unreadable"),
        BadPack(
            "an unknown deadline", "reviewWorkingDays", "⟦reviewDays", "key-unknown",
            hint: "reviewWorkingDays"),
        BadPack(
            "an absurd name", "require: itemClass in classes",
            "require: true && ⟦\(String(repeating: "a_", count: 17))", "name-malformed"),
    ]
}
