import TradeInCore

/// The two files that DHIS2's Web API takes: metadata once, values again and again.
///
/// Neither is canonical JSON: DHIS2 reads the head of a value set only as far as its values.
enum DHIS2Documents {
    /// A body for `POST /api/dataValueSets`.
    ///
    /// It says itself that it names things by code. No category option combination is named: every
    /// element has DHIS2's default one.
    ///
    /// - Parameters:
    ///   - values: the figures.
    ///   - period: the data set that they belong to.
    /// - Returns: one JSON object.
    static func values(_ values: [DHIS2Totals.Value], _ period: DHIS2Period) -> [UInt8] {
        canonicalObject(capacity: values.count * 128 + 256) { json in
            json.field("dataElementIdScheme", "CODE")
            json.field("dataSet", DHIS2.dataSetCode(period))
            json.field("dataSetIdScheme", "CODE")
            json.field("orgUnitIdScheme", "CODE")
            json.key("dataValues")
            json.array { json in
                for value in values {
                    json.object { json in
                        json.field("dataElement", value.element)
                        json.field("orgUnit", value.unit)
                        json.field("period", value.period)
                        json.field("value", value.text)
                    }
                }
            }
        }
    }

    /// A body for `POST /api/metadata` that makes an empty server ready for the values.
    ///
    /// Names are Chinese with English translations. Two data sets, one of years with the plan's
    /// targets and one of months, for an element may not be of both: DHIS2 would add them up.
    ///
    /// - Parameters:
    ///   - county: the organisation units, the county above its towns.
    ///   - plan: the targets.
    /// - Returns: one JSON object.
    static func metadata(_ county: County, _ plan: CountyPlan) -> [UInt8] {
        let sets: [(period: DHIS2Period, elements: [DHIS2Element])] = [
            (.year, DHIS2Element.figures(.year) + DHIS2Element.targets(plan)),
            (.month, DHIS2Element.figures(.month)),
        ]
        let units = units(of: county)
        return canonicalObject(capacity: 1 << 17) { json in
            json.key("dataElements")
            json.array { json in
                for element in sets.flatMap(\.elements) {
                    json.object { append(element, to: &$0) }
                }
            }
            json.key("dataSets")
            json.array { json in
                for set in sets {
                    json.object { append(set.period, set.elements, units, to: &$0) }
                }
            }
            json.key("organisationUnits")
            json.array { json in
                for unit in units { json.object { append(unit, to: &$0) } }
            }
        }
    }

    private static func append(_ element: DHIS2Element, to json: inout CanonicalJSON) {
        json.field("aggregationType", element.aggregationType)
        json.field("code", element.code)
        json.field("description", element.description.both)
        json.field("domainType", "AGGREGATE")
        json.field("id", element.uid)
        json.field("name", element.name.zh)
        json.field("shortName", element.shortName.zh)
        append(translations: element.name, short: element.shortName, to: &json)
        json.field("valueType", element.valueType)
        // Without it a nought is dropped, and what stood there before would stay.
        json.field("zeroIsSignificant", true)
    }

    private static func append(
        _ period: DHIS2Period, _ elements: [DHIS2Element], _ units: [Unit],
        to json: inout CanonicalJSON
    ) {
        let code = DHIS2.dataSetCode(period)
        let uid = DHIS2.uid("dataSet", code)
        let name = LocalizedText(
            zh: "以旧换新补贴（\(period.title.zh)）", en: "Trade-in subsidies (\(period.title.en))")
        json.field("code", code)
        json.key("dataSetElements")
        json.array { json in
            for element in elements {
                json.object { json in
                    json.key("dataElement")
                    json.object { $0.field("id", element.uid) }
                    json.key("dataSet")
                    json.object { $0.field("id", uid) }
                }
            }
        }
        json.field("id", uid)
        json.field("name", name.zh)
        // One: the period that runs may be written to, not only those that are over.
        json.field("openFuturePeriods", 1)
        json.key("organisationUnits")
        json.array { json in
            for unit in units { json.object { $0.field("id", unit.uid) } }
        }
        json.field("periodType", period.typeName)
        json.field("shortName", name.zh)
        append(translations: name, short: name, to: &json)
    }

    private static func append(_ unit: Unit, to json: inout CanonicalJSON) {
        json.field("code", unit.code)
        json.field("id", unit.uid)
        json.field("name", unit.name.zh)
        // DHIS2 takes no value of a time before a unit was there.
        json.field("openingDate", "1970-01-01T00:00:00.000")
        if let parent = unit.parent {
            json.key("parent")
            json.object { $0.field("id", parent) }
        }
        json.field("shortName", unit.name.zh)
        append(translations: unit.name, short: unit.name, to: &json)
    }

    private static func append(
        translations name: LocalizedText, short: LocalizedText, to json: inout CanonicalJSON
    ) {
        json.key("translations")
        json.array { json in
            for (property, text) in [("NAME", name.en), ("SHORT_NAME", short.en)] {
                json.object { json in
                    json.field("locale", "en")
                    json.field("property", property)
                    json.field("value", text)
                }
            }
        }
    }

    /// The county or one of its towns.
    private struct Unit {
        var code: String
        var name: LocalizedText
        var parent: String?

        var uid: String { DHIS2.uid("organisationUnit", code) }
    }

    private static func units(of county: County) -> [Unit] {
        let root = Unit(code: county.code, name: county.name)
        return [root]
            + county.towns.map {
                Unit(code: DHIS2.townCode($0.key, in: county), name: $0.name, parent: root.uid)
            }
    }
}
