package io.picklejar.reduce;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.CodeProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Modules ({@link Module}), by reference: named ones of the boot layer, and the unnamed module of the system class
 * loader, the class path. What other loaders define is in modules that nobody can name.
 *
 * <p>cloudpickle: {@code _module_reduce}, {@code subimport}.
 */
final class ModuleKind extends Kind<Module> {
    /** Stands for the unnamed module of the system class loader: the class path. */
    private static final String CLASS_PATH = "<class path>";

    ModuleKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == Module.class;
    }

    @Override
    public Reduction<?> reduce(Module module, ReduceContext context) {
        String name = nameOf(module);
        if (name == null) {
            throw new CodeProblemException(
                    Problem.NOT_REFERENCABLE,
                    "the " + module + " is neither in the boot layer nor the class path's, so no receiver can find it",
                    "pickle a class of it instead and ask that for its module",
                    null);
        }
        return Reduction.of(this, name);
    }

    @SuppressWarnings("ReferenceEquality") // modules and loaders have no equality
    private static @Nullable String nameOf(Module module) {
        if (module.isNamed()) {
            return module.getLayer() == ModuleLayer.boot() ? module.getName() : null;
        }
        return module.getClassLoader() == ClassLoader.getSystemClassLoader() ? CLASS_PATH : null;
    }

    @Override
    public Module make(@Nullable Object[] args) {
        String name = Args.string(args, 0);
        if (name.equals(CLASS_PATH)) {
            return ClassLoader.getSystemClassLoader().getUnnamedModule();
        }
        return ModuleLayer.boot()
                .findModule(name)
                .orElseThrow(() -> new UnpicklingException(
                        Problem.MISSING_CLASS,
                        "missing at the receiver: module " + name + "; start the receiver with --add-modules " + name,
                        null));
    }
}
