package io.kedge.app.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What the run says of itself when it begins. At most 80 columns as far as names allow, ASCII only. */
public final class Banner {
    private Banner() { }

    /**
     * What the banner tells.
     *
     * @param version version and build
     * @param board   what people call it
     * @param simulated whether its lines exist only in memory
     * @param profile the profile's name
     * @param lines   the ids of its lines
     * @param seed    the seed of the simulation, null on a real board
     * @param cpus    how many CPUs the engine uses
     * @param java    the Java runtime
     * @param broker  the broker
     * @param web     address of health, metrics and API
     * @param topics  the topics' common beginning, {@code kedge/<shard>/<device>}
     */
    public record Facts(
            String version,
            String board,
            boolean simulated,
            String profile,
            List<String> lines,
            @Nullable Long seed,
            int cpus,
            String java,
            Broker broker,
            String web,
            String topics) { }

    /**
     * The broker in use.
     *
     * @param host     name or address
     * @param port     its port
     * @param user     null if it asks for none
     * @param embedded whether this run started it
     */
    public record Broker(String host, int port, @Nullable String user, boolean embedded) { }

    /** {@return the banner, its lines ended by a newline} */
    public static String render(Facts facts, Style style) {
        Broker broker = facts.broker();
        var text = new StringBuilder();
        line(text, style.strong("Kedge " + facts.version()));
        line(text, "  board    " + facts.board() + (facts.simulated() ? " (simulated: no real GPIO is touched)" : ""));
        line(text, "  profile  " + facts.profile() + (facts.seed() == null ? "" : ", --seed " + facts.seed()));
        line(text, "  lines    " + String.join(", ", facts.lines()));
        line(text, "  engine   " + facts.cpus() + (facts.cpus() == 1 ? " CPU" : " CPUs") + ", " + facts.java());
        line(text, "  broker   " + hostAndPort(broker) + (broker.embedded() ? " (embedded, for this run only)" : ""));
        line(text, "  web      " + facts.web());
        line(text, "  topics   " + facts.topics() + "/...");
        line(text, "           state, info, event/<line>, value/<line>, stats/workqueues");
        line(text, "  follow   " + style.strong(follow(broker, facts.topics())));
        if (style.watched()) {
            line(text, "  stop     Ctrl-C");
        }
        return text.toString();
    }

    /** {@return the command that shows every message of this device} */
    static String follow(Broker broker, String topics) {
        String device = topics.substring(topics.lastIndexOf('/') + 1);
        String user = broker.user() == null ? "" : " -u '" + broker.user() + "' -P PASSWORD";
        return "mosquitto_sub -h " + broker.host() + " -p " + broker.port() + user + " -t 'kedge/+/" + device + "/#' -v";
    }

    private static String hostAndPort(Broker broker) {
        return (broker.host().indexOf(':') >= 0 ? "[" + broker.host() + "]" : broker.host()) + ":" + broker.port();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
