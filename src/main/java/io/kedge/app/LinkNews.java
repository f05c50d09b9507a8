package io.kedge.app;

import java.util.function.Consumer;

import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.app.mqtt.api.StatusListener;

/** Of all that the link says, what a person wants to read: where it arrived, once. */
final class LinkNews implements StatusListener {
    private final Consumer<String> reader;
    private String told = "";  // under this

    /** Told to this reader; it must not block. */
    LinkNews(Consumer<String> reader) {
        this.reader = reader;
    }

    /** Called by the link's thread only, but for the first time. Repeated failures are told once. */
    @Override
    public synchronized void onStatus(LinkStatus status) {
        boolean worthIt = switch (status.state()) {
            case ONLINE, WAITING, DEGRADED -> status.attempts() > 0;
            case IDLE, CONNECTING, STOPPING, STOPPED -> false;
        };
        String news = status.message().replaceFirst(" \\(next attempt in [^)]*\\)", "");
        if (worthIt && !news.equals(told)) {
            told = news;
            reader.accept(news);
        }
    }
}
