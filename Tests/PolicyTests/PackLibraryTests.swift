import Foundation
import PolicyLibrary
import Testing
import TradeInCore

@Suite struct PackLibraryTests {
    @Test("all shipped packs load for Jinxiang, in the order of their identifiers")
    func shelfLoads() throws {
        let shelf = try PolicyLibrary.shelf(countyCode: "370828")
        #expect(
            shelf.packs.map(\.identifier) == [
                "cn-appliance-2024", "cn-appliance-2026", "cn-digital-2025", "cn-digital-2026",
                "cn-e-bike-2025", "cn-vehicle-replacement-2025", "cn-vehicle-replacement-2026",
                "cn-vehicle-scrappage-2024", "cn-vehicle-scrappage-2025",
                "cn-vehicle-scrappage-2026", "jx-ageing-and-stove", "sd-appliance-2025",
                "sd-home-goods-2025",
            ])
        #expect(shelf.packs.allSatisfy { $0.source.sha256.utf8.count == 64 })
        #expect(Set(shelf.packs.map(\.source.sha256)).count == shelf.packs.count)
        #expect(shelf.packs.allSatisfy { !$0.source.isVerified })
    }

    @Test("no file of the packs' folder is forgotten in the table of shipped files")
    func tableMatchesFolder() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/PolicyLibrary/packs").standardizedFileURL
        let onDisk = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        var shipped: [String: [UInt8]] = [:]
        for files in PolicyLibrary.shippedFiles {
            shipped[files.yamlName] = files.yaml
            shipped[files.noticeName] = files.notice
            shipped[files.casesName] = files.cases
        }
        #expect(Set(onDisk) == Set(shipped.keys).union(["item_classes.yaml"]))
        for (name, bytes) in shipped {
            let data = try Data(contentsOf: folder.appending(path: name))
            #expect([UInt8](data) == bytes, "\(name) is embedded under another file's name")
        }
    }

    @Test("the identifier of a shipped pack is its base name with hyphens")
    func identifiersMatchFiles() throws {
        let register = try PolicyLibrary.register()
        for files in PolicyLibrary.shippedFiles {
            let pack = try PolicyLibrary.pack(from: files, register: register).get()
            #expect(pack.identifier == files.base.replacing("_", with: "-"))
        }
    }

    @Test("the digest of a pack is the SHA-256 of its file")
    func digest() {
        #expect(
            Digests.sha256Hex(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digests.sha256Hex([])
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("in Shandong the province's appliance pack decides 2025, elsewhere none does")
    func narrowestPlaceWins() throws {
        var facts = FactSet()
        facts[.soldOn] = try Int64(Day.parse("2025-06-01").get().number)
        let here = try PolicyLibrary.shelf(countyCode: "370828")
        let elsewhere = try PolicyLibrary.shelf(countyCode: "110105")
        #expect(here.pack(for: .appliance, facts)?.0.identifier == "sd-appliance-2025")
        #expect(elsewhere.pack(for: .appliance, facts) == nil)
        #expect(elsewhere.pack(for: .digital, facts)?.0.identifier == "cn-digital-2025")
    }

    @Test("the register of item classes knows dealers' words")
    func registerLoads() throws {
        let register = try PolicyLibrary.register()
        #expect((17...64).contains(register.classes.count))
        let tv = try #require(register.index(ofWord: "tv"))
        #expect(register.classes[tv].key == "television")
        #expect(register.index(ofWord: "投影仪") == nil)
    }

    @Test("every shipped case passes", arguments: PolicyLibrary.shippedFiles.map(\.base))
    func casesPass(_ base: String) throws {
        let check = PolicyCheck.run(
            PolicyLibrary.shippedFiles, register: try PolicyLibrary.register(),
            county: try PlanLibrary.jinxiang())
        let mine = check.cases.filter { $0.file.hasPrefix(base) }
        #expect(mine.count >= 10)
        for result in mine {
            #expect(result.passed, "\(result.text(in: .en))")
            #expect(result.packCase.line > 1)
        }
    }

    @Test("the shipped packs have no faults, no gaps and no overlaps")
    func checkIsSound() throws {
        let check = PolicyCheck.run(
            PolicyLibrary.shippedFiles, register: try PolicyLibrary.register(),
            county: try PlanLibrary.jinxiang())
        #expect(check.isSound, "\(check.lines(in: .en).joined(separator: "\n"))")
        #expect(check.remarks.isEmpty, "\(check.remarks.map { $0.text(in: .en) })")
        #expect(check.lines(in: .zh).count == 1)
    }
}
