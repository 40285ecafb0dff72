/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** One call of the command: its exit code and what it printed. */
record Invocation(int exitCode, String out, String err) {

  static Invocation of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Tapline.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return new Invocation(command.execute(texts), out.toString(), err.toString());
  }

  /** A replay of one recording, with what else is said of it. */
  static Invocation replay(Object config, Object recording, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("replay", "--config", config, "--recording", recording));
    arguments.addAll(List.of(more));
    return of(arguments.toArray());
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
