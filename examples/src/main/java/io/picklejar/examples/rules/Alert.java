package io.picklejar.examples.rules;

/**
 * A departure that a rule matches.
 *
 * @param rule the rule's name
 * @param process the process id of the TaskManager that found it
 */
public record Alert(String rule, Departure departure, long process) {}
