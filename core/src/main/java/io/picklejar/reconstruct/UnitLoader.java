package io.picklejar.reconstruct;

import static java.util.Objects.requireNonNull;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import io.picklejar.jvm.CodeUnit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Defines the classes of one code unit.
 *
 * <p>For the names of its unit it comes before its parent, the reference loader; next it asks the units that its unit
 * needs. It serves the class files it was given, as they came, so that what it defined can be pickled again (A to B to
 * C). Parallel capable; nothing but its classes and their objects keeps it alive.
 */
final class UnitLoader extends ClassLoader implements Anchored {
    static {
        registerAsParallelCapable();
    }

    private static final String ANCHOR_PACKAGE = "io.picklejar";

    private static final String BRIDGE = MemberBridge.class.getName();

    private final CodeUnit unit;
    /** Classes of other units, by binary name: of those this one needs, and of those it was linked to since. */
    private final Map<String, NeededClasses> needed = new ConcurrentHashMap<>();

    /** Whether the reference loader has a class, by internal name. */
    private final Map<String, Boolean> foreign = new ConcurrentHashMap<>();

    private volatile @Nullable Boolean staticState;
    private final Map<String, MemberTable> tables = new ConcurrentHashMap<>();
    private final AtomicInteger bridges = new AtomicInteger();
    private final Map<String, ClassNode> outlines = new ConcurrentHashMap<>();
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    private final Object anchorLock = new Object();
    private MethodHandles.@Nullable Lookup anchor;

    UnitLoader(CodeUnit unit, @Nullable ClassLoader referenceLoader, List<NeededClasses> neededUnits) {
        super("picklejar-" + unit.id().toString().substring(0, 12), referenceLoader);
        this.unit = unit;
        neededUnits.forEach(this::link);
    }

    /** Lets the classes of this unit use those of another one. */
    void link(NeededClasses other) {
        for (String name : other.names()) {
            if (!unit.classFiles().containsKey(name)) {
                needed.putIfAbsent(name, other);
            }
        }
    }

    /** Whether this unit can be linked to a unit of these classes that is yet to be defined: not if it uses others. */
    boolean canLinkAnew(Set<String> names) {
        return names.stream().noneMatch(needed::containsKey);
    }

    /** As {@link #canLinkAnew}, for a unit that is there already. */
    boolean canLink(NeededClasses other) {
        for (String name : other.names()) {
            NeededClasses known = needed.get(name);
            if (known != null && !known.equals(other)) {
                return false;
            }
        }
        return true;
    }

    /** Whether payloads could tell this unit's classes from equal ones of their own. */
    boolean hasStaticState() {
        Boolean known = staticState;
        if (known == null) {
            known = StaticState.isIn(unit.classFiles().values());
            staticState = known;
        }
        return known;
    }

    CodeUnit unit() {
        return unit;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        ClassFile file = unit.classFiles().get(name);
        if (file != null) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name, file);
            }
        }
        if (name.equals(BRIDGE)) {
            return MemberBridge.class; // this copy of it, whatever the reference loader sees
        }
        if (isBesideInterface(name)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : defineBeside(name);
            }
        }
        NeededClasses other = needed.get(interfaceOf(name));
        return other != null ? other.load(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name, ClassFile file) {
        try {
            byte[] adapted = ClassAdapter.adapt(file, this::exists, this);
            return defineClass(name, adapted, 0, adapted.length);
        } catch (RuntimeException e) {
            // ASM checks little and throws what it happens to run into.
            LinkageError malformed = new ClassFormatError("the class file of " + name + " is malformed: " + e);
            malformed.initCause(e);
            throw malformed;
        }
    }

    /** Makes what is out of reach here reachable. */
    void reconnect(ClassNode node) {
        MemberBridges.insert(node, new AccessChecks(this::table), this::isOpen);
        if (node.nestHostClass != null) {
            List<MemberTable> all = new ArrayList<>();
            for (String each : unit.classFiles().keySet()) {
                MemberTable table = table(each.replace('.', '/'));
                if (table != null) {
                    all.add(table);
                }
            }
            NestRepair.repair(node, all);
        }
    }

    /** What the class file says of a class as this loader finds it; by internal name. */
    @Nullable
    MemberTable table(String internalName) {
        String name = internalName.replace('/', '.');
        ClassFile file = unit.classFiles().get(name);
        if (file != null) {
            return tables.computeIfAbsent(internalName, key -> MemberTable.of(file.bytes(), true));
        }
        NeededClasses other = needed.get(name);
        return other != null ? other.table(internalName) : ReferenceTables.find(getParent(), internalName);
    }

    /** Loads the class to see its module: asked only for classes that are used in a way that the JVM refuses. */
    private boolean isOpen(String internalName) {
        try {
            return MemberBridge.isOpen(Class.forName(internalName.replace('/', '.'), false, this));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    int nextBridge() {
        return bridges.getAndIncrement();
    }

    Class<?> defineBridge(String name, byte[] classFile) {
        return defineClass(name, classFile, 0, classFile.length);
    }

    private Class<?> defineBeside(String name) {
        byte[] generated = InterfaceStatics.classFile(outline(interfaceOf(name)));
        return defineClass(name, generated, 0, generated.length);
    }

    /** Whether the class holds the statics of an interface of this unit. */
    private boolean isBesideInterface(String name) {
        return name.endsWith(InterfaceStatics.SUFFIX) && isSnapshot(interfaceOf(name));
    }

    private static String interfaceOf(String name) {
        return name.endsWith(InterfaceStatics.SUFFIX)
                ? name.substring(0, name.length() - InterfaceStatics.SUFFIX.length())
                : name;
    }

    /** Whether the static state of a class of this unit comes from pickles alone. */
    boolean isSnapshot(String name) {
        return unit.snapshots().contains(name);
    }

    /** The loader, this one or that of a unit it uses, that defines the class; null if it is none of a unit. */
    @Nullable
    UnitLoader loaderOf(String name) {
        if (unit.classFiles().containsKey(name)) {
            return this;
        }
        NeededClasses other = needed.get(name);
        return other == null ? null : other.loader();
    }

    /** A class of this unit as it came, without code. */
    ClassNode outline(String name) {
        return outlines.computeIfAbsent(name, key -> {
            ClassNode node = new ClassNode();
            ClassFile file = requireNonNull(unit.classFiles().get(key), "a class of the unit");
            ClassFiles.reader(file.bytes()).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            return node;
        });
    }

    /** The static fields that got their values from a pickle, as {@code class#field}; they keep them. */
    Set<String> settled() {
        return settled;
    }

    private boolean exists(String internalName) {
        String name = internalName.replace('/', '.');
        return unit.classFiles().containsKey(name)
                || needed.containsKey(name)
                || isBesideInterface(name)
                || foreign.computeIfAbsent(internalName, this::parentHas);
    }

    /** Looks for the class file first: loading a class only to see whether it is there would load what nobody uses. */
    private boolean parentHas(String internalName) {
        ClassLoader parent = getParent();
        String resource = internalName + ".class";
        if ((parent == null ? ClassLoader.getSystemResource(resource) : parent.getResource(resource)) != null) {
            return true;
        }
        try {
            Class.forName(internalName.replace('/', '.'), false, parent);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        if (name.endsWith(".class")) {
            String className =
                    name.substring(0, name.length() - ".class".length()).replace('/', '.');
            ClassFile file = unit.classFiles().get(className);
            if (file != null) {
                return new ByteArrayInputStream(file.bytes());
            }
        }
        return super.getResourceAsStream(name);
    }

    @Override
    public MethodHandles.Lookup anchor() {
        synchronized (anchorLock) {
            if (anchor == null) {
                byte[] bytes = AnchorClass.bytesIn(ANCHOR_PACKAGE);
                Class<?> type = defineClass(AnchorClass.nameIn(ANCHOR_PACKAGE), bytes, 0, bytes.length);
                anchor = AnchorClass.lookupOf(type, MethodHandles.publicLookup());
            }
            return anchor;
        }
    }

    @Override
    public String toString() {
        return "PickleJar unit " + unit.id().toString().substring(0, 12);
    }
}
