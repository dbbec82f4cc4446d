package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.ClassFiles;
import io.picklejar.jvm.Redefinitions;
import java.lang.invoke.LambdaMetafactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Lists the lambda call sites of a class. Thread-safe. */
final class LambdaSites {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    private static final ClassCache<AtomicReference<Kept>> OF_CLASS = new ClassCache<>() {
        @Override
        protected AtomicReference<Kept> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /** The sites of a class as of so many redefinitions. Strings only: keeps no class alive. */
    private record Kept(int redefinitions, List<LambdaSite> sites) {}

    private LambdaSites() {}

    /** The distinct call sites of {@code capturingClass} in the order of its code; none if its class file is not to be had. */
    static List<LambdaSite> of(Class<?> capturingClass) {
        AtomicReference<Kept> cell = OF_CLASS.get(capturingClass);
        Kept kept = cell.get();
        if (kept == null || kept.redefinitions != Redefinitions.of(capturingClass)) {
            int redefinitions = Redefinitions.of(capturingClass);
            byte[] classFile = ClassBytes.of(capturingClass);
            if (classFile == null) {
                return List.of(); // not kept: a provider may know it later
            }
            kept = new Kept(redefinitions, in(classFile));
            cell.set(kept);
        }
        return kept.sites;
    }

    /** The distinct call sites of a class file. */
    static List<LambdaSite> in(byte[] classFile) {
        List<LambdaSite> sites = new ArrayList<>();
        ClassFiles.reader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String name, String descriptor, Handle bootstrap, Object... arguments) {
                                        if (bootstrap.getOwner().equals(METAFACTORY)) {
                                            sites.add(site(name, descriptor, arguments));
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return sites.stream().distinct().toList();
    }

    /** Static arguments of {@code metafactory}: SAM type, implementation, instantiated type; {@code altMetafactory}: more. */
    private static LambdaSite site(String samName, String descriptor, Object[] arguments) {
        int flags = arguments.length > 3 ? (Integer) arguments[3] : 0;
        List<String> markers = new ArrayList<>();
        List<String> bridges = new ArrayList<>();
        int next = 4;
        if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
            next = types(arguments, next, markers);
        }
        if ((flags & LambdaMetafactory.FLAG_BRIDGES) != 0) {
            types(arguments, next, bridges);
        }
        return new LambdaSite(
                Type.getReturnType(descriptor).getInternalName(),
                samName,
                ((Type) arguments[0]).getDescriptor(),
                (Handle) arguments[1],
                ((Type) arguments[2]).getDescriptor(),
                descriptor.substring(0, descriptor.indexOf(')') + 1),
                (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0,
                List.copyOf(markers),
                List.copyOf(bridges));
    }

    /** Reads a count and as many types; returns the index behind them. */
    private static int types(Object[] arguments, int start, List<String> into) {
        int end = start + 1 + (Integer) arguments[start];
        for (int index = start + 1; index < end; index++) {
            Type type = (Type) arguments[index];
            into.add(type.getSort() == Type.METHOD ? type.getDescriptor() : type.getInternalName());
        }
        return end;
    }
}
