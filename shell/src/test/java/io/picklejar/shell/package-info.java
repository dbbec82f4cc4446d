@NullMarked
package io.picklejar.shell;

import org.jspecify.annotations.NullMarked;
