/* The peer of `claim import`: the rows of a finished ledger inserted again by bare SQLite C
   calls, in as many transactions of the same durability, with no check of any kind.

   bare_sqlite SOURCE TARGET BATCH: reads all rows of SOURCE into memory, makes TARGET with the
   same schema, then times the inserts. Prints seconds and rows as JSON. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { int type; int bytes; sqlite3_int64 number; char *data; } Value;
typedef struct { const char *name; int columns; size_t rows; Value *values; sqlite3_stmt *insert; } Table;

static const char *names[] = {"claim", "claimReference", "claimKey", "vault", "usage", "posting",
                              "logEntry", "attempt", "checkpoint", "logTile", "tallyCell"};
enum { tableCount = sizeof names / sizeof names[0] };

static void must(int ok, sqlite3 *db, const char *what) {
    if (ok) return;
    fprintf(stderr, "%s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(70);
}

static void run(sqlite3 *db, const char *sql) {
    must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, db, sql);
}

static Table load(sqlite3 *db, const char *name) {
    Table table = {name, 0, 0, NULL, NULL};
    char sql[128];
    /* Keys in the order in which claims brought them, not sorted: that is the work to be done. */
    int isKeyed = strcmp(name, "claimReference") == 0 || strcmp(name, "claimKey") == 0;
    snprintf(sql, sizeof sql, "SELECT * FROM %s%s", name, isKeyed ? " ORDER BY claimId" : "");
    sqlite3_stmt *rows;
    must(sqlite3_prepare_v2(db, sql, -1, &rows, NULL) == SQLITE_OK, db, sql);
    table.columns = sqlite3_column_count(rows);
    size_t room = 0;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        if (table.rows == room) {
            room = room ? room * 2 : 1024;
            table.values = realloc(table.values, room * table.columns * sizeof(Value));
            must(table.values != NULL, NULL, "memory");
        }
        for (int column = 0; column < table.columns; column++) {
            Value *value = &table.values[table.rows * table.columns + column];
            value->type = sqlite3_column_type(rows, column);
            value->number = sqlite3_column_int64(rows, column);
            value->bytes = sqlite3_column_bytes(rows, column);
            value->data = malloc(value->bytes + 1);
            const void *data = sqlite3_column_blob(rows, column);
            if (value->bytes) memcpy(value->data, data, value->bytes);
        }
        table.rows++;
    }
    sqlite3_finalize(rows);
    return table;
}

static void prepare(sqlite3 *db, Table *table) {
    char sql[512];
    int length = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (", table->name);
    for (int column = 0; column < table->columns; column++)
        length += snprintf(sql + length, sizeof sql - length, column ? ", ?" : "?");
    snprintf(sql + length, sizeof sql - length, ")");
    must(sqlite3_prepare_v2(db, sql, -1, &table->insert, NULL) == SQLITE_OK, db, sql);
}

static void insert(sqlite3 *db, Table *table, size_t from, size_t to) {
    for (size_t row = from; row < to; row++) {
        for (int column = 0; column < table->columns; column++) {
            Value *value = &table->values[row * table->columns + column];
            switch (value->type) {
            case SQLITE_INTEGER: sqlite3_bind_int64(table->insert, column + 1, value->number); break;
            case SQLITE_TEXT:
                sqlite3_bind_text(table->insert, column + 1, value->data, value->bytes, SQLITE_STATIC); break;
            case SQLITE_BLOB:
                sqlite3_bind_blob(table->insert, column + 1, value->data, value->bytes, SQLITE_STATIC); break;
            default: sqlite3_bind_null(table->insert, column + 1);
            }
        }
        must(sqlite3_step(table->insert) == SQLITE_DONE, db, table->name);
        sqlite3_reset(table->insert);
    }
}

int main(int argc, char **argv) {
    must(argc == 4, NULL, "usage: bare_sqlite SOURCE TARGET BATCH");
    size_t batch = strtoul(argv[3], NULL, 10);
    sqlite3 *source, *target;
    must(sqlite3_open(argv[1], &source) == SQLITE_OK, source, argv[1]);
    Table tables[tableCount];
    for (int i = 0; i < tableCount; i++) tables[i] = load(source, names[i]);
    must(sqlite3_open(argv[2], &target) == SQLITE_OK, target, argv[2]);
    run(target, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -40000");
    sqlite3_stmt *schema;
    must(sqlite3_prepare_v2(source,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY type = 'trigger', type = 'index', rowid", -1, &schema, NULL) == SQLITE_OK, source, "schema");
    while (sqlite3_step(schema) == SQLITE_ROW) run(target, (const char *)sqlite3_column_text(schema, 0));
    sqlite3_finalize(schema);
    sqlite3_close(source);
    for (int i = 0; i < tableCount; i++) prepare(target, &tables[i]);

    size_t claims = tables[0].rows, batches = (claims + batch - 1) / batch, total = 0;
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (size_t part = 0; part < batches; part++) {
        run(target, "BEGIN IMMEDIATE");
        for (int i = 0; i < tableCount; i++) {
            size_t from = tables[i].rows * part / batches, to = tables[i].rows * (part + 1) / batches;
            insert(target, &tables[i], from, to);
            total += to - from;
        }
        run(target, "COMMIT");
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9;
    for (int i = 0; i < tableCount; i++) sqlite3_finalize(tables[i].insert);
    sqlite3_close(target);
    printf("{\"claims\":%zu,\"rows\":%zu,\"seconds\":%.4f}\n", claims, total, seconds);
    return 0;
}
