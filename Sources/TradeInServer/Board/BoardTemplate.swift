/// The page's template.
///
/// Widths are SVG attributes, for the content policy allows no inline style.
enum BoardTemplate {
    static let text = """
        {{% CONTENT_TYPE:SCALARS }}
        <!doctype html>
        <html lang="{{tag}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{county}} · {{words.heading}} · {{year}}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/board.css?v={{styleVersion}}">
        </head>
        <body>
        <a class="skip" href="#main">{{words.skip}}</a>
        <header>
        <div class="page">
        <div class="top">
        <p class="county">{{county}}</p>
        <a class="other" href="{{otherAddress}}" lang="{{otherTag}}" hreflang="{{otherTag}}">\
        {{words.otherLanguage}}</a>
        </div>
        <h1>{{words.heading}} <span>{{year}}</span></h1>
        <p class="muted">{{planTitle}} <span class="number" lang="zh-Hans">{{planNumber}}</span></p>
        <nav aria-label="{{words.years}}"><ul>
        {{#years}}
        <li><a href="{{address}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{text}}</a></li>
        {{/years}}
        </ul></nav>
        </div>
        </header>
        <main id="main" class="page">
        <p class="asof">{{words.asOf}} <time>{{asOf}}</time> {{words.zone}}</p>
        {{#unverified}}<p class="notice"><strong>{{words.unverified}}</strong>{{unverified}}</p>{{/unverified}}
        <section aria-labelledby="targets">
        <h2 id="targets">{{words.targets}}</h2>
        <ul class="counts">
        {{#counts}}
        <li class="{{state}}"><span class="sign" aria-hidden="true">{{sign}}</span>\
        <strong>{{count}}</strong> {{title}}</li>
        {{/counts}}
        </ul>
        {{^targets}}<p class="muted">{{words.noTargets}}</p>{{/targets}}
        <ul class="cards">
        {{#targets}}
        <li class="card {{state}}" id="{{id}}">
        <p class="meta"><span>{{clause}} · {{id}}</span><span class="badge">\
        <span aria-hidden="true">{{sign}}</span> {{stateTitle}}</span></p>
        <h3>{{title}}</h3>
        <p class="figure"><strong>{{actual}}</strong> <span class="muted">{{requirement}}</span></p>
        {{#bar}}<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="track" width="1000" height="12"/><rect class="fill" width="{{bar}}" height="12"/>\
        {{#due}}<rect class="due" x="{{due}}" width="4" height="12"/>{{/due}}</svg>{{/bar}}
        <details><summary>{{words.reason}}</summary><p>{{explanation}}</p>\
        {{#note}}<p>{{note}}</p>{{/note}}</details>
        </li>
        {{/targets}}
        </ul>
        {{#waitingCount}}
        <details class="waiting"><summary>{{words.waiting}} <strong>{{waitingCount}}</strong></summary>
        <p class="muted">{{words.waitingHint}}</p>
        <table class="stack">
        <thead><tr><th scope="col">{{words.targets}}</th><th scope="col">{{words.clause}}</th>\
        <th scope="col">{{words.requirement}}</th><th scope="col">{{words.state}}</th></tr></thead>
        <tbody>
        {{#waiting}}
        <tr id="{{id}}"><th scope="row">{{title}}</th><td data-label="{{words.clause}}">{{clause}}</td>\
        <td data-label="{{words.requirement}}">{{requirement}}</td>\
        <td data-label="{{words.state}}">{{stateTitle}}</td></tr>
        {{/waiting}}
        </tbody></table>
        </details>
        {{/waitingCount}}
        </section>
        <section aria-labelledby="tally">
        <h2 id="tally">{{words.tally}}</h2>
        {{^categories}}<p class="muted">{{words.noTally}}</p>{{/categories}}
        {{#hasTally}}
        <table class="stack figures">
        <thead><tr><th scope="col">{{words.item}}</th><th scope="col">{{words.claims}}</th>\
        <th scope="col">{{words.units}}</th><th scope="col">{{words.sales}}</th>\
        <th scope="col">{{words.subsidy}}</th><th scope="col">{{words.waitlisted}}</th></tr></thead>
        {{#categories}}
        <tbody>
        {{#total}}<tr class="total"><th scope="rowgroup">{{title}}</th>\(figures)</tr>{{/total}}
        {{#lines}}<tr><th scope="row">{{title}}{{#programme}} <span class="muted">{{programme}}</span>\
        {{/programme}}</th>\(figures)</tr>
        {{/lines}}
        </tbody>
        {{/categories}}
        </table>
        {{/hasTally}}
        </section>
        <section aria-labelledby="funds">
        <h2 id="funds">{{words.funds}}</h2>
        {{^funds}}<p class="muted">{{words.noFunds}}</p>{{/funds}}
        <ul class="cards">
        {{#funds}}
        <li class="card fund">
        <p class="meta"><span>{{code}}</span><span>{{scope}}</span></p>
        <h3>{{title}}</h3>
        <p class="figure"><span class="muted">{{words.appropriated}}</span>\
        <strong>{{appropriated}}</strong><span class="muted">{{words.yuan}}</span></p>
        <svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="track" width="1000" height="12"/>\
        {{#parts}}<rect class="{{key}}" x="{{start}}" width="{{width}}" height="12"/>{{/parts}}</svg>
        <dl class="parts">
        {{#parts}}<div><dt><svg class="dot" viewBox="0 0 10 10" aria-hidden="true">\
        <rect class="{{key}}" width="10" height="10" rx="2"/></svg>{{title}}</dt><dd>{{amount}}</dd></div>
        {{/parts}}
        </dl>
        </li>
        {{/funds}}
        </ul>
        </section>
        <section aria-labelledby="log">
        <h2 id="log">{{words.log}}</h2>
        {{^checkpoint}}<p class="muted">{{words.logEmpty}}</p>{{/checkpoint}}
        {{#checkpoint}}
        <div class="card">
        <dl class="parts"><div><dt>{{words.entries}}</dt><dd>{{size}}</dd></div>
        <div><dt>{{words.root}}</dt><dd class="code">{{root}}</dd></div></dl>
        <p class="muted">{{words.logHint}}</p>
        <p><a href="/api/v1/log/checkpoint">{{words.readNote}}</a></p>
        </div>
        {{/checkpoint}}
        </section>
        </main>
        <footer><div class="page">
        <p>{{words.data}}<a href="/api/v1/targets?year={{year}}">{{words.targets}}</a> ·
        <a href="/api/v1/tally?by=category&amp;year={{year}}">{{words.tally}}</a> ·
        <a href="/api/v1/funds?year={{year}}">{{words.funds}}</a></p>
        </div></footer>
        </body>
        </html>

        """

    private static let figures = """
        <td data-label="{{words.claims}}">{{claims}}</td><td data-label="{{words.units}}">{{units}}</td>\
        <td data-label="{{words.sales}}">{{sales}}</td><td data-label="{{words.subsidy}}">{{subsidy}}</td>\
        <td data-label="{{words.waitlisted}}">{{waitlisted}}</td>
        """
}
