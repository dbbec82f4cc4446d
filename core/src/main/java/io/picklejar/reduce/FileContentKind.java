package io.picklejar.reduce;

import org.jspecify.annotations.Nullable;

/** Files that {@link OpenFiles} took along. */
final class FileContentKind extends Kind<FileContent> {
    FileContentKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == FileContent.class;
    }

    @Override
    public Reduction<?> reduce(FileContent file, ReduceContext context) {
        return Reduction.of(this, file.content(), file.position());
    }

    @Override
    public FileContent make(@Nullable Object[] args) {
        return new FileContent((byte[]) Args.notNull(args, 0), Args.number(args, 1));
    }
}
