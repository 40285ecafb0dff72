/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;

/**
 * The user's stderr. Before main runs, a JVM with an incubator's module says so on its stderr; the
 * launcher keeps that line from the user by a filter, and hands the real stderr over as another
 * descriptor.
 */
final class Stderr {

  private static final String DESCRIPTOR = "tapline.stderr";

  private Stderr() {}

  /** Lets {@link System#err} write to what the launcher handed over, if it did. */
  static void takeFromLauncher() {
    String descriptor = System.getProperty(DESCRIPTOR);
    if (descriptor == null) {
      return;
    }
    try {
      // Not /dev/fd: opened once more, a file would have a second position, and stdout write over
      // it.
      Constructor<FileDescriptor> open = FileDescriptor.class.getDeclaredConstructor(int.class);
      open.setAccessible(true);
      FileOutputStream err = new FileOutputStream(open.newInstance(Integer.parseInt(descriptor)));
      System.setErr(new PrintStream(err, true, Charset.defaultCharset()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A JVM that does not allow it: the filter passes on all that follows that line.
    }
  }
}
