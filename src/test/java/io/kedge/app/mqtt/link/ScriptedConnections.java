package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections whose fate the test decides; they record what the loop asked of them. */
final class ScriptedConnections implements Connector {
    static final ServerLimits GENEROUS = new ServerLimits(100, 0, Duration.ofSeconds(30).toNanos(), 2, true);

    final List<Scripted> made = new ArrayList<>();
    private final LinkTime time;

    ScriptedConnections(LinkTime time) {
        this.time = time;
    }

    @Override
    public Connection connect(int number, boolean resume, Message will, Signals signals) {
        Scripted connection = new Scripted(number, resume, will, signals);
        made.add(connection);
        return connection;
    }

    Scripted last() {
        return made.getLast();
    }

    /** One connection. */
    final class Scripted implements Connection {
        final int number;
        final boolean resume;
        final Message will;
        final List<Long> tickets = new ArrayList<>();
        final List<Message> sent = new ArrayList<>();
        private final Signals signals;
        boolean opened;
        boolean saidGoodbye;
        boolean closed;
        long inboundNanos = time.nanos();

        Scripted(int number, boolean resume, Message will, Signals signals) {
            this.number = number;
            this.resume = resume;
            this.will = will;
            this.signals = signals;
        }

        void accept(ServerLimits limits) {
            inboundNanos = time.nanos();
            signals.signal(new Signal.Accepted(number, limits));
        }

        void fail(Failure failure) {
            signals.signal(new Signal.Down(number, failure));
        }

        /** Acknowledges everything that was sent. */
        void deliverAll() {
            inboundNanos = time.nanos();
            tickets.forEach(ticket -> signals.signal(new Signal.Delivered(number, ticket)));
            tickets.clear();
        }

        void tell(Signal signal) {
            signals.signal(signal);
        }

        List<String> topics() {
            return sent.stream().map(message -> message.topic().replaceFirst("kedge/../d/", "")).toList();
        }

        @Override
        public void open() {
            opened = true;
        }

        @Override
        public void send(long ticket, Message message) {
            tickets.add(ticket);
            sent.add(message);
        }

        @Override
        public long lastInboundNanos() {
            return inboundNanos;
        }

        @Override
        public void disconnect(long timeoutNanos) {
            saidGoodbye = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
