/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A broker as a process of its own, which keeps its data over a restart: {@code BrokerMain
 * DIRECTORY PORT}. SIGTERM stops it.
 */
public final class BrokerMain {

  private static final int USER_FAULT = 2;

  private BrokerMain() {}

  public static void main(String[] arguments) {
    if (arguments.length != 2 || !arguments[1].matches("[1-9][0-9]{0,4}")) {
      System.err.println("usage: BrokerMain DIRECTORY PORT");
      System.exit(USER_FAULT);
    }
    try {
      run(KafkaBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(USER_FAULT);
    }
  }

  private static void run(KafkaBroker broker) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(broker), "broker-sigterm"));
    System.out.println("broker is ready: bootstrap.servers=" + broker.bootstrapServers());
    broker.awaitClosed();
  }

  private static void close(KafkaBroker broker) {
    try {
      broker.close();
    } catch (IOException e) {
      System.err.println("broker did not close: " + e.getMessage());
    }
  }
}
