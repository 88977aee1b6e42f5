package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The fleet as one HTML page that needs nothing else: no network, no script. First the VMs that lack their path and what mends it, then the
 * nodes, then all that is well. Same fleet, same bytes.
 */
public final class MapPage {
    /** Cards of a section that stand open: what a reader takes in. */
    private static final int OPEN = 6;
    /** Groups of a section that are drawn; whoever comes after is named. */
    private static final int DRAWN = 300;

    private static final List<Compliance> LACKING =
            List.of(Compliance.NON_COMPLIANT, Compliance.UNKNOWN, Compliance.OUT_OF_DATE);

    private final Html html = new Html();
    private final Fleet fleet;

    private MapPage(Fleet fleet) {
        this.fleet = fleet;
    }

    public static String of(Fleet fleet) {
        return new MapPage(fleet).page();
    }

    private String page() {
        html.open("html", "lang", "en");
        head();
        html.open("body");
        html.leaf("a", "To the virtual machines", "class", "skip", "href", "#lacking");
        top();
        html.open("main");
        lacking();
        hosts();
        refusals();
        complying();
        section("rosters", "Who is where", () -> Rosters.write(html, fleet.guests()));
        html.close();
        foot();
        html.close().close();
        return html.toString();
    }

    private void head() {
        String css = css();
        html.open("head").lone("meta", "charset", "utf-8");
        html.lone(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; img-src data:; style-src 'sha256-" + hash(css) + "'");
        html.lone("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.lone("meta", "name", "color-scheme", "content", "light dark");
        html.lone("meta", "name", "referrer", "content", "no-referrer");
        html.lone("link", "rel", "icon", "href", "data:,");
        html.leaf("title", fleet.title());
        html.style(css).close();
    }

    private void top() {
        html.open("header");
        html.leaf("h1", fleet.title());
        html.leaf(
                "p", fleet.source() + fleet.made().map(m -> " Made " + m + ".").orElse(""), "class", "faint");
        Overview.write(html, fleet);
        html.open("nav", "aria-label", "Parts of this page").open("ul");
        part("lacking", "Without their path");
        part("nodes", "Nodes and drives");
        part("refusals", "Refusals");
        part("complying", "On their path");
        part("rosters", "Who is where");
        html.close().close().close();
    }

    private void part(String anchor, String words) {
        html.open("li").leaf("a", words, "href", "#" + anchor).close();
    }

    private void section(String anchor, String title, Runnable content) {
        html.open("section", "id", anchor, "class", "part").leaf("h2", title);
        content.run();
        html.close();
    }

    private void lacking() {
        section("lacking", "VMs without the path that they should have", () -> {
            List<Guest> lacking = fleet.guests().stream()
                    .filter(g -> LACKING.contains(g.compliance()))
                    .toList();
            if (lacking.isEmpty()) {
                html.leaf("p", "There are none.");
            }
            key();
            for (Compliance compliance : LACKING) {
                groups(compliance, compliance == Compliance.OUT_OF_DATE ? OPEN / 2 : OPEN);
            }
        });
    }

    private void complying() {
        section("complying", "VMs on their path, and those that have none", () -> {
            groups(Compliance.COMPLIANT, fleet.guests().size() <= 20 ? OPEN : 1);
            groups(Compliance.NOT_APPLICABLE, 0);
        });
    }

    private void groups(Compliance compliance, int open) {
        List<Standing> groups = Standing.of(fleet.guests().stream()
                .filter(g -> g.compliance() == compliance)
                .toList());
        if (groups.isEmpty()) {
            return;
        }
        html.open("h3")
                .text(compliance.word() + " ")
                .leaf("span", meaning(compliance), "class", "faint")
                .close();
        for (int i = 0; i < Math.min(DRAWN, groups.size()); i++) {
            StandingCard.write(html, groups.get(i), i < open);
        }
        if (groups.size() > DRAWN) {
            html.leaf("p", "The rest in short; shortpath explain tells all of each:");
            html.open("ul", "class", "rest");
            groups.stream().skip(DRAWN).flatMap(s -> s.guests().stream()).forEach(this::inShort);
            html.close();
        }
    }

    private void inShort(Guest guest) {
        html.open("li", "id", guest.anchor()).leaf("b", guest.title());
        html.text(" " + guest.outcome().reason().word() + " ");
        html.leaf("span", guest.outcome().message(), "class", "faint").close();
    }

    private static String meaning(Compliance compliance) {
        return switch (compliance) {
            case NON_COMPLIANT -> "somebody has to act: each says what mends it";
            case UNKNOWN -> "a fact is missing or too old to be believed";
            case OUT_OF_DATE -> "their path is decided, and not there yet";
            case COMPLIANT -> "the longest path first";
            case NOT_APPLICABLE -> "no profile, or no disk that can be taken";
        };
    }

    private void hosts() {
        section("nodes", "Nodes, their NUMA nodes and drives", () -> HostList.write(html, fleet));
    }

    private void refusals() {
        section("refusals", "Refusals, and what mends them", () -> Refusals.write(html, fleet.guests()));
    }

    private void foot() {
        html.open("footer")
                .leaf(
                        "p",
                        "Written by shortpath map. shortpath explain tells every decision of a VM, and all of a node.");
        html.close();
    }

    private void key() {
        html.open("p", "class", "faint keys")
                .text("A path is what a guest's request passes on its way to the data, a hop an arrow in it:");
        for (String kind : List.of("guest", "bus", "QEMU", "format", "detour", "data")) {
            html.text(" ").leaf("span", kind, "class", "key " + kind.toLowerCase(java.util.Locale.ROOT));
        }
        html.text(". A detour is what a shorter path does without.").close();
    }

    private static String css() {
        try (InputStream css = MapPage.class.getResourceAsStream("map.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String css) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
