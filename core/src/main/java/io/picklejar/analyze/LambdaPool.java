package io.picklejar.analyze;

import io.picklejar.jvm.Access;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * What the constant pool of a lambda class mentions: its implementing method among others. Reading resolves nothing.
 *
 * @param methods every method reference of the pool
 * @param direct the implementation when the JDK passed it as a method handle (class data of the lambda class), as for
 *     protected methods of a superclass in another package; else null
 * @param classes the names of classes that the pool mentions and that are loaded
 */
record LambdaPool(List<Member> methods, @Nullable MethodHandleInfo direct, Set<String> classes) {

    private static final Map<String, Class<?>> BOXES = Stream.of(
                    Boolean.class,
                    Byte.class,
                    Character.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    Float.class,
                    Double.class,
                    Number.class)
            .collect(Collectors.toUnmodifiableMap(Type::getInternalName, box -> box));

    /** A method reference; {@code owner} is an internal name. */
    record Member(String owner, String name, String descriptor, boolean ownerIsInterface) {
        /** Whether the JDK calls it in a lambda of any implementation: to construct it, or to refuse serialization. */
        private boolean isPlumbing() {
            boolean constructs = name.equals("<init>")
                    && (owner.equals("java/lang/Object") || owner.equals("java/io/NotSerializableException"));
            return constructs || owner.startsWith("java/lang/invoke/");
        }

        /** Whether the JDK calls it to box or unbox a value (JLS 5.1.7, 5.1.8). */
        private boolean converts() {
            return BOXES.containsKey(owner) && (boxes() || unboxes());
        }

        private boolean boxes() {
            return name.equals("valueOf") && descriptor.indexOf(')') == 2;
        }

        private boolean unboxes() {
            return name.endsWith("Value") && descriptor.startsWith("()");
        }
    }

    /**
     * The methods that may be the implementation. Several only when all of them box or unbox: {@code Integer::intValue}
     * and {@code Integer::valueOf} leave the same pool as a {@code Function<Integer, Integer>}, and do the same there.
     */
    List<Member> candidates() {
        List<Member> used =
                methods.stream().filter(member -> !member.isPlumbing()).toList();
        List<Member> others = used.stream().filter(member -> !member.converts()).toList();
        if (!others.isEmpty()) {
            return others;
        }
        // Nothing but the constructor call of the lambda class itself: Object::new.
        return used.isEmpty() ? methods.stream().filter(Member::isPlumbing).toList() : used;
    }

    /** Reads the pool of a lambda class, or answers null without privilege. */
    static @Nullable LambdaPool of(Class<?> lambdaClass) {
        Lookup trusted = Access.trusted();
        if (trusted == null) {
            return null;
        }
        try {
            return new Reader(trusted).read(lambdaClass);
        } catch (Throwable unknownJdk) {
            return null;
        }
    }

    /** The box types that unboxing methods belong to; {@link Number} for any of its subclasses (JDK 25). */
    Set<Class<?>> unboxed(String implName) {
        return methods.stream()
                .filter(member -> member.converts() && member.unboxes())
                .filter(member -> !member.name().equals(implName))
                .<Class<?>>map(member -> BOXES.get(member.owner()))
                .collect(Collectors.toSet());
    }

    /** The box types that the lambda boxes results in. */
    Set<Class<?>> boxed() {
        return methods.stream()
                .filter(member -> member.converts() && member.boxes())
                .<Class<?>>map(member -> BOXES.get(member.owner()))
                .collect(Collectors.toSet());
    }

    /** The box types that the lambda mentions in a cast or otherwise. */
    Set<Class<?>> mentionedBoxes() {
        return BOXES.values().stream()
                .filter(box -> box != Number.class && classes.contains(box.descriptorString()))
                .collect(Collectors.toSet());
    }

    /** Those of the call sites that a lambda with this pool can come from, the most likely first. */
    List<LambdaSite> sitesOf(List<LambdaSite> sites) {
        List<LambdaSite> named =
                sites.stream().filter(site -> names(site.implementation())).toList();
        // A static method named through a subclass: the pool has the class that declares it. Else owners agree.
        List<LambdaSite> exact = named.stream()
                .filter(site -> direct != null
                        || candidates().stream()
                                .anyMatch(member -> member.owner()
                                        .equals(site.implementation().getOwner())))
                .toList();
        // Sites that differ in the instantiated type only differ in casts, and the pool has the types of these.
        return (exact.isEmpty() ? named : exact)
                .stream()
                        .sorted(Comparator.comparingLong(this::missingCasts).thenComparingLong(site -> -casts(site)))
                        .toList();
    }

    private boolean names(Handle handle) {
        if (direct != null) {
            return direct.getName().equals(handle.getName())
                    && direct.getMethodType().toMethodDescriptorString().equals(handle.getDesc());
        }
        return candidates().stream()
                .anyMatch(member -> member.name().equals(handle.getName())
                        && member.descriptor().equals(handle.getDesc()));
    }

    private long missingCasts(LambdaSite site) {
        return castTypes(site).filter(type -> !classes.contains(type)).count();
    }

    private long casts(LambdaSite site) {
        return castTypes(site).filter(classes::contains).count();
    }

    private static Stream<String> castTypes(LambdaSite site) {
        return Stream.of(Type.getArgumentTypes(site.instantiatedDescriptor()))
                .filter(type -> type.getSort() >= Type.ARRAY)
                .map(Type::getDescriptor)
                .filter(descriptor -> !descriptor.equals("Ljava/lang/Object;"));
    }

    /** Calls {@code jdk.internal.reflect.ConstantPool} of JDK 17 to 28. */
    private record Reader(Lookup trusted) {
        LambdaPool read(Class<?> lambdaClass) throws Throwable {
            Class<?> poolType = Class.forName("jdk.internal.reflect.ConstantPool");
            Class<?> tagType = Class.forName("jdk.internal.reflect.ConstantPool$Tag");
            Object pool = trusted.findVirtual(Class.class, "getConstantPool", MethodType.methodType(poolType))
                    .invoke(lambdaClass);
            MethodHandle size = bind(pool, "getSize", int.class);
            MethodHandle tagAt = bind(pool, "getTagAt", tagType, int.class);
            MethodHandle memberAt = bind(pool, "getMemberRefInfoAt", String[].class, int.class);
            MethodHandle classAt = bind(pool, "getClassAtIfLoaded", Class.class, int.class);

            List<Member> methods = new ArrayList<>();
            Set<String> classes = new HashSet<>();
            int count = (int) size.invoke();
            for (int index = 1; index < count; index++) {
                String tag;
                try {
                    tag = String.valueOf((Object) tagAt.invoke(index));
                } catch (IllegalArgumentException secondSlotOfLongOrDouble) {
                    continue;
                }
                if (tag.equals("METHODREF") || tag.equals("INTERFACEMETHODREF")) {
                    String[] member = (String[]) memberAt.invoke(index);
                    methods.add(
                            new Member(member[0].replace('.', '/'), member[1], member[2], tag.startsWith("INTERFACE")));
                } else if (tag.equals("CLASS")) {
                    Class<?> mentioned = (Class<?>) classAt.invoke(index);
                    if (mentioned != null) {
                        classes.add(mentioned.descriptorString());
                    }
                }
            }
            Object classData =
                    trusted.findGetter(Class.class, "classData", Object.class).invoke(lambdaClass);
            MethodHandleInfo direct = classData instanceof MethodHandle handle ? trusted.revealDirect(handle) : null;
            return new LambdaPool(methods, direct, classes);
        }

        private MethodHandle bind(Object pool, String name, Class<?> result, Class<?>... parameters)
                throws ReflectiveOperationException {
            return trusted.findVirtual(pool.getClass(), name, MethodType.methodType(result, parameters))
                    .bindTo(pool);
        }
    }
}
