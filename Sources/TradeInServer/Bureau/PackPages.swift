import Hummingbird
import PolicyLibrary
import TradeInCore
import TradeInDesk
import TradeInStore

/// The packs that the ledger keeps: how they stand, and what is still to be confirmed.
enum PackPages {
    static var routes: [Route] {
        [.get("/packs", .seeing(.packs)) { try await list($0) }]
            + PackProposalPages.routes + PackPage.routes + PackTrialPages.routes
    }

    private static func list(_ visit: Visit) async throws -> Response {
        let programme = try visit.known("programme", Programme.allCases)
        let state = try visit.known("state", PackStanding.State.allCases)
        let language = visit.language
        let packs = try await visit.desk.read { [desk = visit.desk] store in
            try store.packStandings().map { standing in
                (standing: standing, title: try desk.pack(standing.sha256)?.source.title)
            }
        }
        let shown = packs.filter { pack in
            (programme.map { $0 == pack.standing.scope.programme } ?? true)
                && (state.map { $0 == pack.standing.state } ?? true)
        }.sorted { $0.standing.state.place < $1.standing.state.place }
        return visit.page(
            "packs", title: visit.say("政策包", "Policy packs"),
            [
                "rows": shown.map { pack in
                    var content = row(pack.standing, visit)
                    content["name"] = pack.title?[language] ?? pack.standing.identifier
                    return content
                },
                "hasRows": !shown.isEmpty, "count": shown.count,
                "programmes": Programme.allCases.map {
                    Visit.option($0.rawValue, $0.title[language], chosen: programme?.rawValue)
                },
                "states": PackStanding.State.allCases.map {
                    Visit.option($0.rawValue, $0.title[language], chosen: state?.rawValue)
                },
                "mayPropose": visit.offers(.proposePack),
            ])
    }

    /// A pack's standing as lists and its page show it.
    static func row(_ pack: PackStanding, _ visit: Visit) -> Content {
        let days = pack.scope.days
        let isNational = pack.scope.place == "CN"
        return [
            "address": "/packs/" + pack.sha256, "identifier": pack.identifier,
            "version": pack.version, "sha256": pack.sha256,
            "programme": pack.scope.programme.title[visit.language],
            "place": isNational ? visit.say("全国", "nationwide") : pack.scope.place,
            "days": "\(days.lowerBound.isoText) – \(days.upperBound.isoText)",
            "standing": pack.state.title[visit.language], "mark": pack.state.mark,
            "author": pack.author, "approver": pack.approver ?? "",
            "hasApprover": pack.approver != nil, "openCount": pack.unconfirmed.count,
            "open": visit.count(pack.unconfirmed.count, "个取值", "value is", "values are"),
            "isOpen": !pack.unconfirmed.isEmpty,
        ]
    }
}

extension PackStanding.State {
    /// What waits for somebody comes first.
    fileprivate var place: Int {
        switch self {
        case .proposed: 0
        case .active: 1
        case .superseded: 2
        }
    }

    /// The class of style that marks the state.
    var mark: String {
        switch self {
        case .proposed: "wait"
        case .active: "ok"
        case .superseded: "warn"
        }
    }
}
