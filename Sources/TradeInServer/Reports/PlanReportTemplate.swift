/// The template and the style of the report: one file, nothing loaded from elsewhere.
enum PlanReportTemplate {
    static let text = """
        {{% CONTENT_TYPE:SCALARS }}
        <!doctype html>
        <html lang="{{tag}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{heading}} {{year}} · {{number}}</title>
        <link rel="icon" href="data:,">
        <style>{{{style}}}</style>
        </head>
        <body>
        <header>
        <p class="number" lang="zh-Hans">{{number}}</p>
        <h1>{{heading}} <span>{{year}}</span></h1>
        <p>{{plan}}</p>
        {{#wholeAddress}}<p class="save"><a href="{{wholeAddress}}">{{words.save}}</a></p>{{/wholeAddress}}
        <dl class="meta">
        <div><dt>{{words.asOf}}</dt><dd>{{asOf}} {{words.zone}}</dd></div>
        <div><dt>{{words.log}}</dt><dd>{{#checkpoint}}{{size}} {{words.entries}}, {{words.root}} \
        <code>{{root}}</code><br><code>{{origin}}</code>{{/checkpoint}}{{^checkpoint}}\
        {{words.noCheckpoint}}{{/checkpoint}}</dd></div>
        <div><dt>{{words.planFile}}</dt><dd>{{planVersion}}<br><code>{{planDigest}}</code></dd></div>
        </dl>
        <ul class="counts">{{#counts}}<li class="{{state}}"><b>{{sign}} {{count}}</b> {{title}}</li>{{/counts}}</ul>
        <p class="small">{{words.legend}} {{words.methods}}</p>
        </header>
        <main>
        {{#clauses}}
        <section>
        <h2>{{title}}</h2>
        {{#isTold}}<p class="units">{{units}}</p>
        <details open><summary>{{words.clauseText}}</summary><p class="clause" lang="zh-Hans">{{text}}</p></details>{{/isTold}}
        {{#targets}}
        <article class="{{card.state}}" id="{{card.id}}">
        <div class="head"><h3><span class="id">{{card.id}}</span> {{card.title}}</h3>
        <p class="state"><b>{{card.sign}}</b> {{card.stateTitle}}</p></div>
        <div class="row"><p class="figure"><strong>{{#card.actual}}{{card.actual}}{{/card.actual}}\
        {{^card.actual}}—{{/card.actual}}</strong> <span>{{card.requirement}}</span></p>
        <div class="plots">{{{bullet}}}{{#spark}}<div class="month">{{{spark}}}\
        <span>{{sparkTitle}}</span></div>{{/spark}}</div></div>
        <p class="why">{{card.explanation}}</p>
        {{#card.note}}<p class="note"><b>{{words.note}}</b> {{card.note}}</p>{{/card.note}}
        <dl>{{#facts}}<div><dt>{{title}}</dt><dd{{#isQuote}} lang="zh-Hans"{{/isQuote}}>{{text}}</dd></div>{{/facts}}
        <div><dt>{{words.evidenceTitle}}</dt><dd>{{#hasEvidence}}<ul>{{#evidence}}<li>{{.}}</li>{{/evidence}}\
        </ul>{{/hasEvidence}}{{^hasEvidence}}{{words.noEvidence}}{{/hasEvidence}}</dd></div></dl>
        </article>
        {{/targets}}
        </section>
        {{/clauses}}
        {{#isAnnual}}
        <section class="matrix">
        <h2>{{words.matrix}}</h2>
        <table><thead><tr><th>{{words.clause}}</th><th>{{words.target}}</th><th>{{words.state}}</th>\
        <th>{{words.evidenceTitle}}</th></tr></thead>
        <tbody>{{#matrix}}<tr><td>{{clause}}</td><td>{{target}}</td><td>{{sign}} {{state}}</td>\
        <td>{{evidence}}</td></tr>
        {{/matrix}}</tbody></table>
        </section>
        {{/isAnnual}}
        </main>
        </body>
        </html>
        """

    static let style = """
        @page{size:A4;margin:16mm 14mm 18mm}
        :root{--ink:#1d2522;--muted:#5b6662;--line:#cfd3cc;--track:#e7e9e4;--good:#1c7550;--calm:#2a6496;\
        --warn:#995508;--bad:#a63434}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem;color:var(--ink);background:#fff;\
        line-height:1.55;font:15px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",\
        "Noto Sans SC","WenQuanYi Zen Hei",sans-serif}
        header{border-bottom:2px solid var(--ink);margin-bottom:1rem}
        .number{margin:0;color:var(--muted)}
        h1{margin:.1rem 0;font-size:1.7rem;line-height:1.25}
        h1 span{font-weight:400}
        h2{margin:1.6rem 0 .4rem;font-size:1.15rem;border-bottom:1px solid var(--line);\
        break-after:avoid}
        h3{margin:0;font-size:1rem;line-height:1.4}
        p{margin:.3rem 0}
        code{font:.85em ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
        .small,.units{font-size:.85rem;color:var(--muted)}
        .clause{font-size:.85rem;border-left:3px solid var(--line);padding-left:.6rem;text-align:justify}
        details summary{font-size:.85rem;color:var(--muted);cursor:pointer}
        .counts{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;list-style:none;margin:.5rem 0;padding:0}
        article{border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem;margin:.6rem 0;\
        break-inside:avoid}
        .head{display:flex;justify-content:space-between;gap:1rem}
        .state{margin:0;white-space:nowrap;font-weight:600}
        .id{color:var(--muted);font-weight:400;font-variant-numeric:tabular-nums}
        .row{display:flex;gap:1.2rem;align-items:center}
        .figure{flex:0 0 36%;min-width:0}
        .figure strong{font-size:1.3rem;font-variant-numeric:tabular-nums}
        .figure span{color:var(--muted)}
        .plots{flex:1 1 0;min-width:0;display:flex;gap:1rem;align-items:center}
        .bullet{flex:1 1 0;width:100%;min-width:0;height:18px}
        .month{flex:0 0 30%;text-align:right;font-size:.7rem;color:var(--muted)}
        .spark{width:100%;height:42px;display:block}
        .track{fill:var(--track)}.fill{fill:var(--muted)}.mark,path.due{fill:var(--ink)}
        .axis{stroke:var(--line)}
        polyline{fill:none;stroke-width:1.5;vector-effect:non-scaling-stroke}
        .actual{stroke:var(--ink)}polyline.due{stroke:var(--muted);stroke-dasharray:3 3}
        .dot{fill:none;stroke:var(--ink);stroke-width:4;stroke-linecap:round;\
        vector-effect:non-scaling-stroke}
        .met .fill{fill:var(--good)}.on-pace .fill{fill:var(--calm)}.behind .fill{fill:var(--warn)}\
        .missed .fill{fill:var(--bad)}
        .met .state,.counts .met b{color:var(--good)}.on-pace .state,.counts .on-pace b{color:var(--calm)}
        .behind .state,.counts .behind b{color:var(--warn)}.missed .state,.counts .missed b{color:var(--bad)}
        .why{font-size:.9rem}
        .note{font-size:.85rem;background:#fdf3dc;padding:.3rem .6rem}
        dl{margin:.3rem 0 0;font-size:.85rem}
        dl div{display:flex;gap:.6rem}
        dt{flex:0 0 5.5rem;color:var(--muted)}
        dd{margin:0;min-width:0}
        dd ul{margin:0;padding-left:1.1rem}
        table{width:100%;border-collapse:collapse;font-size:.85rem}
        th,td{text-align:left;padding:.25rem .4rem;border-bottom:1px solid var(--line);vertical-align:top}
        thead{display:table-header-group}
        tr{break-inside:avoid}
        td:first-child,td:nth-child(3){white-space:nowrap}
        @media (max-width:40rem){.row,.plots{display:block}.month{text-align:left;margin-top:.3rem}\
        dl div{display:block}.head{display:block}\
        table{display:block;overflow-x:auto}}
        @media print{.save{display:none}body{padding:0;max-width:none;font-size:10.5pt}details summary{display:none}\
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """
}
