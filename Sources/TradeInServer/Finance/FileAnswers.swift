import Hummingbird

extension Visit {
    /// A file for the visitor to save, by the ending of its name.
    func download(_ bytes: [UInt8], ending: String, name: String) -> Response {
        let type =
            switch ending {
            case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case "json": "application/json"
            default: "text/csv"
            }
        return download(bytes, type: type, name: "\(name).\(ending)")
    }
}
