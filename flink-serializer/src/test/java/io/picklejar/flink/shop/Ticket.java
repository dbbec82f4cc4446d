package io.picklejar.flink.shop;

import io.picklejar.flink.PickleTypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/** Says by itself how it travels. */
@TypeInfo(PickleTypeInfoFactory.class)
public record Ticket(String text) {}
