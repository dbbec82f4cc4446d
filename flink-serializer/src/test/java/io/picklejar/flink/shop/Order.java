package io.picklejar.flink.shop;

/** A record. */
public record Order(String customer, int amount) {}
