/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports that nobody listens on. */
final class FreePort {

  private FreePort() {}

  /** A port of this host that is free now; another process may take it before it is used. */
  static int find(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  /** Refuses a port that somebody listens on, or that is none. */
  static void require(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "port cannot be used: address=%s, port=%d, %s; name another"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }
}
