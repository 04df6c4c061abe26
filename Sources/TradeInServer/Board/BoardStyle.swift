import TradeInCore

/// The page's style sheet: system fonts, light and dark, one column on a phone.
enum BoardStyle {
    /// The start of the sheet's digest, which makes its address new when it changes.
    static let version = String(Digests.sha256Hex(Array(text.utf8)).prefix(12))

    static let text = """
        :root{--paper:#f6f5f1;--card:#fff;--ink:#1d2522;--muted:#5b6662;--line:#dcded8;\
        --brand:#1f5f52;--brand-ink:#fff;--good:#1c7550;--calm:#2a6496;--warn:#995508;--bad:#a63434;\
        --track:#e7e9e4;--total:#f3f4f0;--notice:#fdf3dc}
        @media (prefers-color-scheme:dark){:root{--paper:#141917;--card:#1c2320;--ink:#e7ebe8;\
        --muted:#a3aeaa;--line:#333d39;--brand:#12332c;--brand-ink:#e7ebe8;--good:#5fc595;\
        --calm:#82b8e6;--warn:#e4a853;--bad:#ee8f8f;--track:#2d3733;--total:#232b28;--notice:#332a14}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);line-height:1.6;\
        font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
        .page{max-width:70rem;margin:0 auto;padding:0 1rem}
        a{color:var(--calm)}
        a:focus-visible,summary:focus-visible{outline:3px solid var(--calm);outline-offset:2px;\
        border-radius:.2rem}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--card);z-index:1}
        header{background:var(--brand);color:var(--brand-ink);padding:1rem 0 0}
        header a{color:inherit}
        header .muted{color:inherit;opacity:.85;margin:.1rem 0 0;font-size:.9rem}
        .top{display:flex;justify-content:space-between;align-items:center}
        .county{margin:0;letter-spacing:.08em}
        .other{padding:.35rem .75rem;border:1px solid currentcolor;border-radius:1rem;font-size:.875rem;\
        text-decoration:none}
        h1{margin:.3rem 0 0;font-size:1.75rem;line-height:1.25;font-weight:650}
        h1 span{font-weight:400;opacity:.85}
        .number{white-space:nowrap}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:.9rem 0 0;padding:0}
        nav a{display:block;padding:.45rem 1rem;border-radius:.5rem .5rem 0 0;text-decoration:none}
        nav a:hover{text-decoration:underline}
        nav a[aria-current]{background:var(--paper);color:var(--ink);font-weight:600}
        h2{margin:2.2rem 0 .75rem;font-size:1.25rem}
        h3{margin:.15rem 0 .25rem;font-size:1rem;line-height:1.45;font-weight:600}
        p{margin:.4rem 0}
        .muted,.asof{color:var(--muted)}
        .asof{margin-top:1rem;font-size:.9rem}
        .notice{background:var(--notice);border:1px solid var(--warn);border-radius:.5rem;\
        padding:.6rem .9rem;font-size:.9rem}
        .counts{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0 0 1rem;padding:0}
        .counts li{background:var(--card);border:1px solid var(--line);border-radius:1rem;\
        padding:.2rem .8rem;font-size:.9rem}
        .counts strong{font-variant-numeric:tabular-nums}
        .sign{display:inline-block;min-width:1.1em;font-weight:700}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:1rem;\
        list-style:none;margin:0;padding:0}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.9rem 1rem}
        .meta{display:flex;justify-content:space-between;gap:.75rem;margin:0;font-size:.8125rem;\
        color:var(--muted)}
        .badge{font-weight:600;white-space:nowrap}
        .met .badge,.met .sign{color:var(--good)}
        .on-pace .badge,.on-pace .sign{color:var(--calm)}
        .behind .badge,.behind .sign{color:var(--warn)}
        .missed .badge,.missed .sign{color:var(--bad)}
        .figure{margin:.3rem 0;overflow-wrap:anywhere}
        .figure strong{font-size:1.375rem;font-variant-numeric:tabular-nums;margin:0 .35rem 0 0}
        .figure .muted+strong{margin-left:.35rem}
        .bar{display:block;width:100%;height:.625rem;border-radius:.3rem;margin:.4rem 0}
        .track{fill:var(--track)}
        .fill{fill:var(--muted)}
        .met .fill{fill:var(--good)}
        .on-pace .fill{fill:var(--calm)}
        .behind .fill{fill:var(--warn)}
        .missed .fill{fill:var(--bad)}
        .due{fill:var(--ink)}
        .paid{fill:var(--good)}
        .payable{fill:var(--calm)}
        .encumbered{fill:var(--warn)}
        .available{fill:var(--track)}
        .receivable{fill:var(--bad)}
        .dot{width:.7rem;height:.7rem;margin-right:.4rem}
        details{margin-top:.4rem;font-size:.9rem}
        summary{cursor:pointer;color:var(--calm);padding:.15rem 0}
        .waiting{margin-top:1rem;background:var(--card);border:1px solid var(--line);\
        border-radius:.75rem;padding:.6rem 1rem}
        .parts{margin:.5rem 0 0}
        .parts div{display:flex;justify-content:space-between;gap:1rem;padding:.15rem 0}
        .parts dt{color:var(--muted);white-space:nowrap}
        .parts dd{margin:0;text-align:right;font-variant-numeric:tabular-nums}
        .code{font-family:ui-monospace,"Cascadia Mono",Consolas,monospace;font-size:.85rem;\
        overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse;margin:0 0 1rem;font-size:.9375rem}
        th,td{padding:.5rem .6rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
        thead th{font-size:.8125rem;color:var(--muted);font-weight:600}
        tbody th{font-weight:400}
        .figures{background:var(--card);border:1px solid var(--line)}
        .figures td,.figures thead th:not(:first-child){text-align:right;white-space:nowrap;\
        font-variant-numeric:tabular-nums}
        .figures th:first-child{width:34%}
        .waiting td{white-space:nowrap}
        .total th,.total td{font-weight:650;background:var(--total)}
        footer{margin-top:3rem;border-top:1px solid var(--line);padding:1rem 0 2rem;color:var(--muted);\
        font-size:.9rem}
        @media (max-width:44rem){.stack thead{position:absolute;left:-99rem}
        .stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:100%}
        .stack tr{padding:.5rem .75rem;border-bottom:1px solid var(--line)}
        .stack .total{background:var(--total)}
        .stack tbody th,.stack td{border:0;padding:.1rem 0;width:100%}
        .figures th:first-child{width:100%}
        .stack tbody th{font-weight:600}
        .stack td{display:flex;justify-content:space-between;gap:1rem;text-align:right;white-space:normal}
        .stack td::before{content:attr(data-label);color:var(--muted);text-align:left}
        h1{font-size:1.5rem}}
        @media print{header{background:none;color:inherit}nav,.other,.skip,footer{display:none}\
        .card{break-inside:avoid}}

        """
}
