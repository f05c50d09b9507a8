package io.kedge.profile.model;

import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * The board a profile is for.
 *
 * @param description what people call it, empty if the profile does not say
 * @param compatible  the device-tree strings it is recognised by, best first; empty if it is only chosen by name
 * @param simulated   whether its lines exist only in memory
 * @param cpus        how many CPUs it has, 0 if the profile does not say
 */
public record BoardFacts(String description, List<String> compatible, boolean simulated, int cpus) {

    /** Refuses null. */
    public BoardFacts {
        requireNonNull(description, "description");
        compatible = List.copyOf(compatible);
    }

    /** {@return whether a board that says this of itself is the one meant} */
    public boolean fits(List<String> saidByBoard) {
        return compatible.stream().anyMatch(saidByBoard::contains);
    }
}
