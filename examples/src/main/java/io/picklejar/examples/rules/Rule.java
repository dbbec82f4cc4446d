package io.picklejar.examples.rules;

import java.util.function.Predicate;

/**
 * Code with a name. A rule of the same name takes the place of an earlier one.
 *
 * @param name what alerts are called
 * @param matches which departures cause one; any lambda, with whatever it captures
 */
public record Rule(String name, Predicate<Departure> matches) {}
