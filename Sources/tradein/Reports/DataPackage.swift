import Crypto
import FileExchange
import Foundation
import TradeInCore
import TradeInDesk

/// A Frictionless data package: tables as CSV files, and what each column holds.
///
/// The descriptor follows version 1 of the specification, which version 2 reads too. Titles and
/// descriptions stand in both languages, so that the same ledger gives the same bytes whoever asks.
struct DataPackage {
    /// A column.
    struct Field {
        /// Its name in the file.
        var name: String
        /// `string`, `integer`, `year`, `yearmonth` or `date`.
        var type = "string"
        /// Its name for people.
        var title: LocalizedText
        /// What it says; nil where the title is enough.
        var description: LocalizedText?
        /// Whether every row has it.
        var isRequired = true
        /// A regular expression that the whole of it matches.
        var pattern: String?
        /// The least number.
        var minimum: Int64?
        /// The only values; empty where there are more.
        var words: [String] = []
    }

    /// A table.
    struct Table {
        /// Its name; with `.csv` the name of its file.
        var name: String
        /// Its name for people.
        var title: LocalizedText
        /// Its columns, in the order of the file.
        var fields: [Field]
        /// The columns that tell its rows apart.
        var primaryKey: [String]
        /// A column that names another row of the table by its primary key.
        var selfReference: String?

        /// The file's name.
        var path: String { name + ".csv" }
    }

    /// A table's file as it lies there.
    struct Stamp {
        var bytes: Int64
        /// SHA-256, lower-case hexadecimal.
        var sha256: String

        /// Reads a file through, in pieces.
        ///
        /// - Throws: the file system's error.
        init(of path: String) throws {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            var hash = SHA256()
            var count: Int64 = 0
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
                hash.update(data: piece)
                count += Int64(piece.count)
            }
            bytes = count
            sha256 = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// Small letters, digits and hyphens.
    var name: String
    var title: LocalizedText
    var description: LocalizedText
    /// When the ledger was read.
    var asOf: Moment
    /// The log that the tables rest on; its name stands even while it is empty.
    var origin: String
    var checkpoint: Checkpoint?
    /// The packs that decided with values that nobody has confirmed.
    var unverified: [PolicyBanner.Pack]
    var tables: [(table: Table, stamp: Stamp)]

    /// The descriptor, `datapackage.json`.
    var json: [UInt8] {
        canonicalObject(capacity: 1 << 14) { json in
            json.field("created", asOf.text)
            json.field("description", description.both)
            json.field("name", name)
            json.field("profile", "tabular-data-package")
            json.key("resources")
            json.array { json in
                for (table, stamp) in tables {
                    json.object { Self.append(table, stamp, to: &$0) }
                }
            }
            json.key("sources")
            json.array { json in
                json.object { json in
                    json.field(
                        "root", checkpoint.map(\.rootText) ?? "")
                    json.field("size", Int64(checkpoint?.size ?? 0))
                    json.field("title", origin)
                }
            }
            json.field("title", title.both)
            guard !unverified.isEmpty else { return }
            json.key("unverified")
            json.array { json in
                for pack in unverified {
                    json.object { json in
                        json.field("pack", pack.name)
                        json.key("values")
                        json.array { json in pack.open.forEach { json.string($0) } }
                    }
                }
            }
        }
    }

    private static func append(_ table: Table, _ stamp: Stamp, to json: inout CanonicalJSON) {
        json.field("bytes", stamp.bytes)
        json.field("encoding", "utf-8")
        json.field("format", "csv")
        json.field("hash", "sha256:" + stamp.sha256)
        json.field("mediatype", "text/csv")
        json.field("name", table.name)
        json.field("path", table.path)
        json.field("profile", "tabular-data-resource")
        json.key("schema")
        json.object { json in
            json.key("fields")
            json.array { json in
                for field in table.fields { json.object { append(field, to: &$0) } }
            }
            if let column = table.selfReference {
                json.key("foreignKeys")
                json.array { $0.object { append(reference: column, of: table, to: &$0) } }
            }
            json.key("missingValues")
            json.array { $0.string("") }
            json.key("primaryKey")
            json.array { json in table.primaryKey.forEach { json.string($0) } }
        }
        json.field("title", table.title.both)
    }

    private static func append(
        reference column: String, of table: Table, to json: inout CanonicalJSON
    ) {
        json.key("fields")
        json.array { $0.string(column) }
        json.key("reference")
        json.object { json in
            json.key("fields")
            json.array { json in table.primaryKey.forEach { json.string($0) } }
            // An empty name is the table itself.
            json.field("resource", "")
        }
    }

    private static func append(_ field: Field, to json: inout CanonicalJSON) {
        json.key("constraints")
        json.object { json in
            if !field.words.isEmpty {
                json.key("enum")
                json.array { json in field.words.forEach { json.string($0) } }
            }
            if let minimum = field.minimum { json.field("minimum", minimum) }
            if let pattern = field.pattern { json.field("pattern", pattern) }
            if field.isRequired { json.field("required", true) }
        }
        if let description = field.description { json.field("description", description.both) }
        json.field("name", field.name)
        json.field("title", field.title.both)
        json.field("type", field.type)
    }
}

extension LocalizedText {
    /// Chinese, then English, for files that people of either language open.
    var both: String { zh + " " + en }
}
