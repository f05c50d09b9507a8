package io.kedge.bench.figure;

/**
 * One number.
 *
 * @param name  what was measured, the same for every contender of a row
 * @param unit  what it counts
 * @param value the number
 */
public record Figure(String name, Unit unit, double value) { }
