package io.picklejar.pickler;

import io.picklejar.error.CodeRejectedException;
import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.LimitExceededException;
import io.picklejar.error.MissingClassException;
import io.picklejar.error.Problem;
import io.picklejar.error.RemoteThrowable;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.CodeUnit;
import io.picklejar.policy.UnitId;
import io.picklejar.protocol.ClassTable;
import io.picklejar.protocol.CodeSection;
import io.picklejar.protocol.Envelope;
import io.picklejar.protocol.PickleInput;
import io.picklejar.reconstruct.UnitRegistry;
import io.picklejar.reconstruct.UnitScope;
import io.picklejar.reduce.ReceiverCode;
import io.picklejar.reduce.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads one pickle: first every check that needs no class, then the code, then the objects. */
public final class Load {
    private final PicklerConfig config;
    private final @Nullable ClassLoader referenceLoader;
    private final LoadStream stream;
    private final Admission admission;

    private Load(PicklerConfig config, LoadStream stream, int pickleBytes) {
        this.admission = Admission.of(config, pickleBytes);
        this.config = config;
        this.referenceLoader = Loaders.referenceLoader(config);
        this.stream = stream;
    }

    /** The object of a pickle that fills the array; the buffers are those that travelled beside it. */
    public static @Nullable Object load(PicklerConfig config, byte[] pickle, Iterable<ByteBuffer> buffers) {
        return load(config, pickle, new LoadStream(buffers));
    }

    /** As above, for the next pickle of a stream. */
    static @Nullable Object load(PicklerConfig config, byte[] pickle, LoadStream stream) {
        return new Load(config, stream, pickle.length).load(Envelope.unwrap(pickle, config.limits()));
    }

    /** The ids of the units in a pickle. Loads no class. */
    public static Set<UnitId> unitsIn(PicklerConfig config, byte[] pickle) {
        CodeSection code =
                CodeSection.read(Envelope.unwrap(pickle, config.limits()).in());
        return code.units().stream().map(CodeUnit::id).collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Object load(Envelope.Content content) {
        stream.begin(content);
        PickleInput in = content.in();
        CodeSection code = CodeSection.read(in);
        ClassTable table = ClassTable.read(in, code.units().size());
        admit(code);
        UnitRegistry registry = UnitRegistry.of(referenceLoader);
        try (UnitScope scope = registry.begin(
                code.units(),
                code.stateful(),
                config.isolation(),
                referenceLoader,
                ReceiverCode::isSame,
                stream.units())) {
            Class<?>[] classes = resolve(table, code, scope);
            Shape[] shapes = shapes(table, classes);
            Object value = new GraphReader(
                            in,
                            classes,
                            shapes,
                            new StaticsReading(scope, unitsOf(table, code, classes)),
                            stream.memo(),
                            stream.buffers(),
                            stream.work(),
                            admission,
                            config.plans().kryo())
                    .read();
            if (in.remaining() != 0) {
                throw in.corrupt("data after the end");
            }
            scope.publish();
            return value;
        }
    }

    /** Refuses code by policy, limits, version and id, before a class is defined or resolved. */
    private void admit(CodeSection code) {
        int classFiles = 0;
        long codeBytes = 0;
        for (CodeUnit unit : code.units()) {
            if (!config.codePolicy().admits(unit.id())) {
                throw new CodeRejectedException("the code policy does not admit code unit " + unit.id()
                        + (unit.isKnown()
                                ? ""
                                : " with " + String.join(", ", unit.classFiles().keySet()))
                        + "; if it is trusted, admit its id");
            }
            if (unit.isKnown()) {
                continue;
            }
            classFiles += unit.classFiles().size();
            if (!unit.computedId().equals(unit.id())) {
                throw new CorruptPickleException(
                        Problem.CORRUPT_PICKLE,
                        "corrupt pickle: the content of code unit " + unit.id() + " does not match its id",
                        null);
            }
            unit.classFiles().forEach(Load::checkDefinable);
            for (ClassFile file : unit.classFiles().values()) {
                codeBytes += file.bytes().length;
            }
        }
        if (classFiles > config.limits().maxClasses()) {
            throw new LimitExceededException("a pickle with " + classFiles + " class files, allowed are "
                    + config.limits().maxClasses() + "; raise Limits.maxClasses if it is trusted");
        }
        if (codeBytes > config.limits().maxCodeBytes()) {
            throw new LimitExceededException("a pickle with class files of " + codeBytes + " bytes, allowed are "
                    + config.limits().maxCodeBytes() + "; raise Limits.maxCodeBytes if it is trusted");
        }
    }

    private static void checkDefinable(String name, ClassFile file) {
        if (name.startsWith("java.")) {
            throw new CodeRejectedException("the pickle ships a class " + name + "; packages of java.* are the JDK's");
        }
        if (file.majorVersion() > ClassFile.newestMajorVersion()) {
            throw new UnpicklingException(
                    Problem.CLASS_FILE_TOO_NEW,
                    "class " + name + " was compiled for Java " + (file.majorVersion() - 44) + ", this JVM is Java "
                            + (ClassFile.newestMajorVersion() - 44)
                            + "; compile it with --release " + (ClassFile.newestMajorVersion() - 44)
                            + " or run the receiver on a newer JVM",
                    null);
        }
    }

    private Class<?>[] resolve(ClassTable table, CodeSection code, UnitScope scope) {
        List<ClassTable.Entry> entries = table.classes();
        Class<?>[] classes = new Class<?>[entries.size()];
        Set<String> missing = new TreeSet<>();
        for (int i = 0; i < classes.length; i++) {
            ClassTable.Entry entry = entries.get(i);
            String name = entry instanceof ClassTable.Entry.Named named
                    ? named.name()
                    : entry instanceof ClassTable.Entry.Pinned pinned ? pinned.nestHost() : null;
            if (name != null) {
                Class<?> type = find(name);
                if (type == null) {
                    missing.add(name);
                } else {
                    admission.type(type);
                    classes[i] = type;
                }
            }
        }
        if (!scope.fresh().isEmpty()) {
            code.required().stream().filter(name -> find(name) == null).forEach(missing::add);
        }
        if (!missing.isEmpty()) {
            throw new MissingClassException(missing, String.valueOf(referenceLoader));
        }
        for (int i = 0; i < classes.length; i++) {
            ClassTable.Entry entry = entries.get(i);
            if (entry instanceof ClassTable.Entry.Pinned pinned) {
                classes[i] = ReceiverCode.pinned(classes[i], pinned.name(), pinned.hash());
            } else if (entry instanceof ClassTable.Entry.Throwing throwing) {
                Class<?> type = find(throwing.name());
                classes[i] = type == null ? RemoteThrowable.class : type;
            } else if (entry instanceof ClassTable.Entry.OfUnit ofUnit) {
                classes[i] = scope.load(code.units().get(ofUnit.unit()).id(), ofUnit.name());
            } else if (entry instanceof ClassTable.Entry.ArrayOf array) {
                classes[i] = classes[array.component()].arrayType();
            } else if (entry instanceof ClassTable.Entry.Primitive primitive) {
                Class<?> type = PrimitiveArrays.typeOf(primitive.letter());
                if (type == null) {
                    throw new CorruptPickleException(
                            Problem.CORRUPT_PICKLE, "corrupt pickle: no primitive type " + primitive.letter(), null);
                }
                classes[i] = type;
            }
            admission.type(classes[i]);
        }
        return classes;
    }

    private @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, referenceLoader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static Shape[] shapes(ClassTable table, Class<?>[] classes) {
        List<Shape> shapes = new ArrayList<>();
        for (ClassTable.ShapeEntry entry : table.shapes()) {
            shapes.add(new Shape(
                    classes[entry.type()],
                    entry.fields().stream()
                            .map(field -> new Shape.Field(classes[field.declaringClass()], field.name()))
                            .toList()));
        }
        return shapes.toArray(Shape[]::new);
    }

    private static Map<Class<?>, UnitId> unitsOf(ClassTable table, CodeSection code, Class<?>[] classes) {
        Map<Class<?>, UnitId> units = new HashMap<>();
        for (int i = 0; i < classes.length; i++) {
            if (table.classes().get(i) instanceof ClassTable.Entry.OfUnit ofUnit) {
                units.put(classes[i], code.units().get(ofUnit.unit()).id());
            }
        }
        return units;
    }
}
