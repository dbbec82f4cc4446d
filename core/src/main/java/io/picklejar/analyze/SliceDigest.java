package io.picklejar.analyze;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Digests a method and all that it reaches inside its nest (JVMS 5.4.4), whatever the compiler called it.
 *
 * <p>Counts: instructions with their operands, exception handlers, descriptors, whether a method is static or synchronized;
 * and the same of each method of the nest that is called or taken a handle of, and of each class of the nest that an instance
 * is made of. Does not count: names of methods of the nest that are called from inside only, names of classes of the nest,
 * lines, names of local variables, frames (they follow from the code), the class-file version. Classes outside the nest
 * are by reference, and so are their contents; so is static state.
 */
final class SliceDigest implements InstructionDigest.Names {
    private final Map<String, Integer> nestNames = new LinkedHashMap<>();
    private final Map<String, Integer> methodNumbers = new LinkedHashMap<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> nest = new HashSet<>();
    private final ClassModel host;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private SliceDigest(ClassModel host) {
        this.host = host;
        ClassModel nestHost = ClassModel.of(host.type().getNestHost());
        nest.add(host.node().name);
        if (nestHost != null) {
            nest.add(nestHost.node().name);
            nest.addAll(nestHost.nestMembers());
        }
    }

    static byte[] of(ClassModel host, MethodNode root) {
        SliceDigest digest = new SliceDigest(host);
        digest.mapName(host.node().name);
        digest.number(host, root);
        return digest.finish();
    }

    /** Digests a class as those that have an instance of it see it. */
    static byte[] ofInstances(ClassModel type) {
        SliceDigest digest = new SliceDigest(type);
        digest.mapName(type.node().name);
        digest.addClass(type);
        return digest.finish();
    }

    private byte[] finish() {
        try {
            while (!work.isEmpty()) {
                work.remove().run();
            }
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()), SliceHash.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public String mapName(String internalName) {
        if (!nest.contains(internalName)) {
            return internalName;
        }
        return "#" + nestNames.computeIfAbsent(internalName, name -> nestNames.size());
    }

    /** A method of the nest is called by a number, any other one by its name. */
    @Override
    public @Nullable Integer methodNumber(String owner, String name, String descriptor) {
        for (ClassModel each = inNest(owner); each != null; each = inNest(each.node().superName)) {
            MethodNode method = each.method(name + descriptor);
            if (method != null) {
                if (name.equals("<init>")) {
                    addClass(each);
                }
                return number(each, method);
            }
        }
        return null;
    }

    /** What a synthetic class prepares, such as the numbers of a switch over an enum, is code of whoever reads it. */
    @Override
    public void fieldUsed(String owner) {
        ClassModel model = inNest(owner);
        if (model != null && (model.node().access & Opcodes.ACC_SYNTHETIC) != 0) {
            MethodNode initializer = model.method("<clinit>()V");
            if (initializer != null) {
                number(model, initializer);
            }
        }
    }

    private int number(ClassModel owner, MethodNode method) {
        String key = owner.node().name + "." + method.name + method.desc;
        Integer known = methodNumbers.get(key);
        if (known != null) {
            return known;
        }
        methodNumbers.put(key, methodNumbers.size());
        work.add(() -> write(method));
        return methodNumbers.size() - 1;
    }

    /** Instances of the class may be called by anybody who knows its supertypes: names count. */
    private void addClass(ClassModel model) {
        if (made.add(model.node().name)) {
            work.add(() -> {
                text(model.node().superName == null ? "" : mapName(model.node().superName));
                model.node().interfaces.forEach(each -> text(mapName(each)));
                for (FieldNode field : model.node().fields) {
                    if ((field.access & Opcodes.ACC_STATIC) == 0) {
                        text(field.name + ":" + InstructionDigest.map(field.desc, this));
                    }
                }
                for (MethodNode method : model.node().methods) {
                    boolean inherited = (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
                    if (inherited && !method.name.equals("<init>")) {
                        text(method.name);
                        text(String.valueOf(number(model, method)));
                    }
                }
            });
        }
    }

    private @Nullable ClassModel inNest(@Nullable String internalName) {
        if (internalName == null || !nest.contains(internalName)) {
            return null;
        }
        Class<?> type = host.resolve(internalName);
        return type == null ? null : ClassModel.of(type);
    }

    private void write(MethodNode method) {
        try {
            out.writeInt(method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_NATIVE));
            text(InstructionDigest.map(method.desc, this));
            new InstructionDigest(out, this).write(method);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void text(String text) {
        try {
            InstructionDigest.text(out, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
