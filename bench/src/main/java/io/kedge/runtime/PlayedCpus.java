package io.kedge.runtime;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.linux.CurrentThread;

/** Engines on CPUs that the machine need not have: all else is as shipped, but carriers run on whatever CPU there is. */
public final class PlayedCpus {
    private static final int SHARD = 8;   // cores, as the engine cuts a cache by itself

    private PlayedCpus() { }

    /** {@return a started engine on so many CPUs, 1 or more, numbered from 0} */
    public static Cmwq start(int count) {
        BitSet cpus = new BitSet();
        cpus.set(0, count);
        List<BitSet> shards = new ArrayList<>();
        for (int first = 0; first < count; first += SHARD) {
            BitSet shard = new BitSet();
            shard.set(first, Math.min(first + SHARD, count));
            shards.add(shard);
        }
        Topology topology = new Topology(cpus, List.of(cpus), shards);
        BitSet there = CurrentThread.affinity();
        EngineSettings settings = new EngineSettings();
        settings.topology = () -> topology;
        settings.usable = topology::cpus;
        settings.threads = (station, body, refused) -> new CarrierThread(
                new Station(station.name(), there, station.nice(), station.idleNanos()), body, refused);
        return Cmwq.start(new Engine(settings));
    }
}
