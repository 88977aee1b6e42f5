package dev.shortpath.browser;

/** Questions about a page as it is laid out, in the language of browsers; each answers with a list of what is wrong. */
public final class Sight {
    private Sight() {}

    public static final String WIDER_THAN_THE_WINDOW = """
            (() => {
              const wide = document.documentElement.scrollWidth;
              if (wide <= innerWidth) return [];
              return [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, pre, .skip'))
                .slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 60)).concat([wide + ' > ' + innerWidth]);
            })()""";

    /** By WCAG 2.2, 1.4.3: 4.5, and 3 for large text. */
    public static final String PALE_TEXT = """
            (() => {
              const rgba = c => (c.match(/[\\d.]+/g) || []).map(Number);
              const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
                return .2126 * r + .7152 * g + .0722 * b; };
              const ground = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c.length == 3 || c[3] == 1) return c; }
                return [255, 255, 255]; };
              const found = new Set();
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const e = walk.currentNode.parentElement;
                if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('svg')) continue;
                const s = getComputedStyle(e), a = lum(rgba(s.color)), b = lum(ground(e));
                const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), size = parseFloat(s.fontSize);
                if (ratio < (size >= 24 || size >= 18.66 && s.fontWeight >= 700 ? 3 : 4.5))
                  found.add(e.tagName + '.' + e.className + ' ' + s.color + ' ' + ratio.toFixed(2));
              }
              return [...found];
            })()""";

    /** Headings in order, tables that say what they are, names for pictures, ids and links that hold. */
    public static final String HARD_TO_HEAR = """
            (() => {
              const wrong = [], all = q => [...document.querySelectorAll(q)];
              if (!document.documentElement.lang) wrong.push('no language');
              if (!document.title.trim()) wrong.push('no title');
              if (all('h1').length != 1) wrong.push(all('h1').length + ' h1');
              let level = 1;
              for (const h of all('h1, h2, h3, h4')) { const l = +h.tagName[1]; if (l > level + 1) wrong.push('h' + l + ' below h' + level + ': ' + h.textContent); level = l; }
              for (const t of all('table')) if (!t.caption || !t.querySelector('thead th[scope=col]')) wrong.push('a table without caption or headers');
              for (const s of all('svg')) if (s.getAttribute('role') != 'img' || !s.querySelector('title')) wrong.push('a picture without a name');
              for (const d of all('details')) if (d.firstElementChild.tagName != 'SUMMARY') wrong.push('a fold without a summary');
              const ids = all('[id]').map(e => e.id);
              for (const id of ids) if (ids.indexOf(id) != ids.lastIndexOf(id)) wrong.push('twice: ' + id);
              const there = new Set(ids);
              for (const a of all('a[href]')) if (!there.has(decodeURIComponent(a.hash.slice(1)))) wrong.push('leads nowhere: ' + a.getAttribute('href'));
              if (all('main').length != 1) wrong.push('no main part');
              return wrong;
            })()""";

    /** What could run or fetch. */
    public static final String NOT_INERT = """
            [...document.querySelectorAll('*')].filter(e => ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'IMG', 'FORM', 'BASE'].includes(e.tagName)
                || [...e.attributes].some(a => a.name.startsWith('on') || a.name == 'style'
                  || ['src', 'href', 'xlink:href'].includes(a.name) && !/^(#|data:,$)/.test(a.value)))
              .map(e => e.outerHTML.slice(0, 200))""";

    public static final String UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)";

    /** Folded parts of cards that are not to be read. */
    public static final String HIDDEN_CARDS = """
            [...document.querySelectorAll('.card > .body')].filter(b => !b.checkVisibility({contentVisibilityAuto: true}) || b.getBoundingClientRect().height == 0)
              .map(b => b.parentElement.textContent.trim().slice(0, 60))""";
}
