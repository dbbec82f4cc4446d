package io.picklejar.record;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.protocol.PickleInput;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.record.Definitions.EnumDefinition;
import io.picklejar.record.Definitions.FieldDefinition;
import io.picklejar.record.Definitions.Named;
import io.picklejar.record.Definitions.RecordDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The binary form of a schema, which docs/format.md describes. Definitions come sorted by name, so equal ones are equal. */
final class SchemaFormat {
    private static final int VERSION = 1;

    private static final int SCALAR = 0;
    private static final int BOX = 1;
    private static final int VALUE = 2;
    private static final int ENUM = 3;
    private static final int RECORD = 4;
    private static final int ARRAY = 5;
    private static final int CONTAINER = 6;
    private static final int PICKLE = 7;

    /** Types nest as deep as fields of fields of type arguments: a program has no more than a few levels. */
    private static final int MAX_DEPTH = 100;

    private final PickleInput in;

    private SchemaFormat(PickleInput in) {
        this.in = in;
    }

    static byte[] toBytes(RecordSchema schema) {
        PickleOutput out = new PickleOutput(256);
        out.u8(VERSION);
        out.varint(schema.records().size());
        for (RecordDefinition each : schema.records().values()) {
            out.string(each.name());
            out.string(each.className());
            strings(out, each.formerNames());
            out.varint(each.fields().size());
            for (FieldDefinition field : each.fields()) {
                out.string(field.name());
                strings(out, field.formerNames());
                type(out, field.type());
            }
            strings(out, each.members());
            out.u8(each.open() ? 1 : 0);
        }
        out.varint(schema.enums().size());
        for (EnumDefinition each : schema.enums().values()) {
            out.string(each.className());
            strings(out, each.formerNames());
            out.varint(each.constants().size());
            for (Named constant : each.constants()) {
                out.string(constant.name());
                strings(out, constant.formerNames());
            }
        }
        type(out, schema.root());
        return out.toBytes();
    }

    private static void strings(PickleOutput out, List<String> strings) {
        out.varint(strings.size());
        strings.forEach(out::string);
    }

    private static void type(PickleOutput out, DataType type) {
        if (type instanceof DataType.Scalar scalar) {
            out.u8(scalar.boxed() ? BOX : SCALAR);
            out.u8(scalar.kind().number());
        } else if (type instanceof DataType.Value value) {
            out.u8(VALUE);
            out.u8(value.kind().number());
        } else if (type instanceof DataType.EnumOf constant) {
            out.u8(ENUM);
            out.string(constant.className());
        } else if (type instanceof DataType.RecordOf record) {
            out.u8(RECORD);
            out.string(record.className());
        } else if (type instanceof DataType.ArrayOf array) {
            out.u8(ARRAY);
            type(out, array.element());
        } else if (type instanceof DataType.Container container) {
            out.u8(CONTAINER);
            out.u8(container.kind().number());
            out.varint(container.arguments().size());
            container.arguments().forEach(argument -> type(out, argument));
        } else if (type instanceof DataType.Pickle pickle) {
            out.u8(PICKLE);
            out.string(pickle.className());
        }
    }

    static RecordSchema parse(byte[] bytes) {
        PickleInput in = new PickleInput(bytes, 0, bytes.length);
        int version = in.u8();
        if (version != VERSION) {
            throw new UnpicklingException(
                    Problem.UNKNOWN_FORMAT,
                    "a record schema of version " + version + ", expected " + VERSION
                            + "; use the version of PickleJar that wrote it, or a newer one",
                    null);
        }
        RecordSchema schema = new SchemaFormat(in).schema();
        if (in.remaining() > 0) {
            throw in.corrupt(in.remaining() + " bytes too many");
        }
        return schema;
    }

    private RecordSchema schema() {
        Map<String, RecordDefinition> records = new LinkedHashMap<>();
        for (RecordDefinition each : list(this::record)) {
            records.put(each.name(), each);
        }
        Map<String, EnumDefinition> enums = new LinkedHashMap<>();
        for (EnumDefinition each : list(this::enumDefinition)) {
            enums.put(each.className(), each);
        }
        RecordSchema schema = new RecordSchema(type(0), records, enums);
        new Check(schema).run();
        return schema;
    }

    private <T> List<T> list(Supplier<T> reader) {
        int count = in.count();
        List<T> list = new ArrayList<>(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            list.add(reader.get());
        }
        return list;
    }

    private <E> E one(E[] all) {
        return all[in.index(all.length)];
    }

    private RecordDefinition record() {
        return new RecordDefinition(
                in.string(), in.string(), list(in::string), list(this::field), list(in::string), in.u8() == 1);
    }

    private FieldDefinition field() {
        return new FieldDefinition(in.string(), list(in::string), type(0));
    }

    private EnumDefinition enumDefinition() {
        return new EnumDefinition(in.string(), list(in::string), list(() -> new Named(in.string(), list(in::string))));
    }

    private DataType type(int depth) {
        if (depth > MAX_DEPTH) {
            throw in.corrupt("types nested deeper than " + MAX_DEPTH);
        }
        int tag = in.u8();
        return switch (tag) {
            case SCALAR -> new DataType.Scalar(one(Primitive.values()), false);
            case BOX -> new DataType.Scalar(one(Primitive.values()), true);
            case VALUE -> new DataType.Value(one(ValueKind.values()));
            case ENUM -> new DataType.EnumOf(in.string());
            case RECORD -> new DataType.RecordOf(in.string());
            case ARRAY -> new DataType.ArrayOf(type(depth + 1));
            case CONTAINER -> {
                ContainerKind kind = one(ContainerKind.values());
                List<DataType> arguments = list(() -> type(depth + 1));
                if (arguments.size() != (kind.isMap() ? 2 : 1)) {
                    throw in.corrupt("a " + kind.type().getSimpleName() + " of " + arguments.size() + " types");
                }
                yield new DataType.Container(kind, arguments);
            }
            case PICKLE -> new DataType.Pickle(in.string());
            default -> throw in.corrupt("a type of kind " + tag);
        };
    }

    /** Everything that is named is defined, and nothing leads back to itself. */
    private final class Check {
        private final RecordSchema schema;
        private final Set<String> open = new HashSet<>();
        private final Set<String> done = new HashSet<>();

        Check(RecordSchema schema) {
            this.schema = schema;
        }

        void run() {
            check(schema.root());
            schema.records().keySet().forEach(name -> check(new DataType.RecordOf(name)));
        }

        private void check(DataType type) {
            if (type instanceof DataType.EnumOf constant) {
                if (!schema.enums().containsKey(constant.className())) {
                    throw in.corrupt("enum " + constant.className() + ", which is not defined,");
                }
            } else if (type instanceof DataType.ArrayOf array) {
                check(array.element());
            } else if (type instanceof DataType.Container container) {
                container.arguments().forEach(this::check);
            } else if (type instanceof DataType.RecordOf record) {
                check(record.className());
            }
        }

        private void check(String name) {
            if (done.contains(name)) {
                return;
            }
            RecordDefinition definition = schema.records().get(name);
            if (definition == null) {
                throw in.corrupt("class " + name + ", which is not defined,");
            }
            if (!open.add(name)) {
                throw in.corrupt("class " + name + ", which leads back to itself,");
            }
            if (open.size() > MAX_DEPTH) {
                throw in.corrupt("classes nested deeper than " + MAX_DEPTH);
            }
            definition.fields().forEach(field -> check(field.type()));
            definition.members().stream().filter(member -> !member.equals(name)).forEach(this::check);
            open.remove(name);
            done.add(name);
        }
    }
}
