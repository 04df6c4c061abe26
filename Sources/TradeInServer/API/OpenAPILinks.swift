import TradeInCore

/// Which answers name what other operations take in their paths.
enum OpenAPILinks {
    /// An answer, and where in it stands the value of a path's parameter.
    fileprivate struct Source {
        let operation: String
        let status: Int
        let parameter: String
        let pointer: String
    }

    private static let sources: [Source] = [
        Source("registerClaim", 201, "claim", "/claimId"),
        Source("listClaims", 200, "claim", "/items/0/claimId"),
        Source("drawRight", 201, "right", "/right"),
        Source("listRights", 200, "right", "/items/0/right"),
        Source("buildBatch", 201, "batch", "/batch"),
        Source("listBatches", 200, "batch", "/items/0/batch"),
        Source("listFunds", 200, "fund", "/funds/0/code"),
        Source("listMonths", 200, "month", "/items/0/month"),
        Source("listPacks", 200, "pack", "/items/0/sha256"),
        Source("listDealers", 200, "dealer", "/items/0/dealerCode"),
        Source("listEvents", 200, "event", "/items/0/eventRef"),
        Source("listRecycling", 200, "record", "/items/0/recordRef"),
        Source("getTargets", 200, "target", "/targets/0/id"),
    ]

    /// The links of an answer; nil where there are none.
    static func tree(of operation: Operation, status: Int, among all: [Operation]) -> Tree? {
        var links: [String: Tree] = [:]
        for source in sources where source.operation == operation.id && source.status == status {
            for target in all {
                // What takes two things is not found by one.
                let inPath = target.parameters.filter { $0.place == .path }.map(\.name)
                guard inPath == [source.parameter] else { continue }
                links[target.id] = [
                    "operationId": .text(target.id),
                    "parameters": .object([
                        "path." + source.parameter: .text("$response.body#" + source.pointer)
                    ]),
                ]
            }
        }
        return links.isEmpty ? nil : .object(links)
    }
}

extension OpenAPILinks.Source {
    fileprivate init(_ operation: String, _ status: Int, _ parameter: String, _ pointer: String) {
        self.init(operation: operation, status: status, parameter: parameter, pointer: pointer)
    }
}
