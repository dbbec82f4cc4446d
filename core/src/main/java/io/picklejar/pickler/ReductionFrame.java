package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.reduce.Kind;
import io.picklejar.reduce.Reduction;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object that a reducer took apart: maker and arguments, then state, then items. */
final class ReductionFrame implements Frame {
    private enum Phase {
        BEGIN,
        MAKER,
        ARGUMENTS,
        STATE,
        SETTER,
        ITEMS,
        ENTRIES
    }

    private final Object object;
    private final Reduction<?> reduction;
    private final @Nullable Iterator<?> items;
    private final @Nullable Iterator<? extends Map.Entry<?, ?>> entries;
    private Phase phase = Phase.BEGIN;
    private int next;
    private int inBatch;
    private Map.@Nullable Entry<?, ?> entry;

    ReductionFrame(Object object, Reduction<?> reduction) {
        this.object = object;
        this.reduction = reduction;
        this.items =
                reduction.listItems() == null ? null : reduction.listItems().iterator();
        this.entries =
                reduction.mapItems() == null ? null : reduction.mapItems().iterator();
    }

    private boolean isOpen() {
        return reduction.hasState() || items != null || entries != null;
    }

    @Override
    public boolean advance(GraphWriter writer) {
        int depth = writer.depth();
        if (phase == Phase.BEGIN) {
            if (writer.wasWrittenMeanwhile(object)) {
                return false;
            }
            writer.beginConstruction(object);
            phase = Phase.MAKER;
            if (!(reduction.maker() instanceof Kind<?>)) {
                writer.value(reduction.maker());
            }
        }
        while (writer.depth() == depth) {
            if (!step(writer)) {
                return false;
            }
        }
        return true;
    }

    /** Writes one child or finishes one phase; returns whether there is more. */
    private boolean step(GraphWriter writer) {
        switch (phase) {
            case BEGIN, MAKER -> phase = Phase.ARGUMENTS;
            case ARGUMENTS -> {
                @Nullable Object[] args = reduction.newArgs();
                if (next < args.length) {
                    writer.argument(args[next++]);
                } else {
                    make(writer);
                    next = 0;
                    phase = Phase.STATE;
                    if (!isOpen()) {
                        return false;
                    }
                    if (reduction.hasState()) {
                        state(writer);
                    } else {
                        phase = Phase.ITEMS;
                    }
                }
            }
            case STATE -> {
                if (!(reduction.stateSetter() instanceof Kind<?>)) {
                    writer.value(reduction.state());
                }
                phase = Phase.SETTER;
            }
            case SETTER -> {
                set(writer.body());
                phase = Phase.ITEMS;
            }
            case ITEMS -> items(writer);
            case ENTRIES -> {
                return entries(writer);
            }
        }
        return true;
    }

    private void make(GraphWriter writer) {
        PickleOutput body = writer.body();
        int count = reduction.newArgs().length;
        int reserved = writer.reservedNumber(object);
        int flags = (isOpen() ? 1 : 0) | (reserved >= 0 ? 2 : 0);
        if (reduction.maker() instanceof Kind<?> kind) {
            body.u8(Opcode.MAKE);
            body.varint(kind.number());
        } else {
            body.u8(Opcode.MAKE_BY);
        }
        body.varint(count << 2 | flags);
        if (reserved >= 0) {
            body.varint(reserved);
        } else {
            writer.memoize(object);
        }
    }

    /** The setter goes first: it is popped last. A built-in one needs no value. */
    private void state(GraphWriter writer) {
        Object setter = reduction.stateSetter();
        writer.value(setter instanceof Kind<?> ? reduction.state() : setter);
    }

    private void set(PickleOutput body) {
        if (reduction.stateSetter() instanceof Kind<?> kind) {
            body.u8(Opcode.STATE);
            body.varint(kind.number());
        } else {
            body.u8(Opcode.STATE_BY);
        }
    }

    private void items(GraphWriter writer) {
        if (items != null && items.hasNext()) {
            if (inBatch == ArrayFrame.BATCH) {
                endBatch(writer.body(), Opcode.APPEND);
            }
            Object item = items.next();
            next++;
            inBatch++;
            writer.value(item);
        } else {
            endBatch(writer.body(), Opcode.APPEND);
            next = 0;
            phase = Phase.ENTRIES;
        }
    }

    private boolean entries(GraphWriter writer) {
        if (entry != null) {
            Map.Entry<?, ?> current = entry;
            entry = null;
            inBatch++;
            writer.value(current.getValue());
            next++;
            return true;
        }
        if (entries != null && entries.hasNext()) {
            if (inBatch == ArrayFrame.BATCH) {
                endBatch(writer.body(), Opcode.PUT);
            }
            entry = entries.next();
            shown = entry;
            writer.value(entry.getKey());
            return true;
        }
        endBatch(writer.body(), Opcode.PUT);
        writer.body().u8(Opcode.CLOSE);
        return false;
    }

    private Map.@Nullable Entry<?, ?> shown;

    private void endBatch(PickleOutput body, int opcode) {
        if (inBatch > 0) {
            body.u8(opcode);
            body.varint(inBatch);
            inBatch = 0;
        }
    }

    @Override
    public String what() {
        return object.getClass().getTypeName();
    }

    @Override
    public ObjectPath step(ObjectPath path) {
        return switch (phase) {
            case BEGIN, MAKER -> path;
            case ARGUMENTS -> argumentPath(path);
            case STATE, SETTER -> path;
            case ITEMS -> path.element(Math.max(0, next - 1));
            case ENTRIES -> shown == null ? path : path.key(shown.getKey());
        };
    }

    @SuppressWarnings("unchecked") // the kind made this reduction from this object
    private ObjectPath argumentPath(ObjectPath path) {
        int argument = Math.max(0, next - 1);
        return reduction.maker() instanceof Kind<?> kind
                ? ((Kind<Object>) kind).step(path, object, reduction.newArgs(), argument)
                : path.element(argument);
    }
}
