/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.outage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** Stands between a broker and all its clients, and loses what a test wants lost. */
final class LossyNetwork implements AutoCloseable {

  /** What the network does. */
  enum Mode {
    PASS,
    /** A connection breaks before the broker has the request to end a transaction. */
    COMMITS_LOST,
    /** A connection breaks when the broker answers that request. */
    ANSWERS_LOST,
    /** A connection breaks at any request of a sink's producer. */
    SINKS_CUT
  }

  private static final short END_TRANSACTION = 26;

  private final ServerSocket server;
  private final IntSupplier broker;
  private volatile Mode mode = Mode.PASS;

  /**
   * @param broker the port of the broker behind it, once there is one
   */
  LossyNetwork(IntSupplier broker) throws IOException {
    this.broker = broker;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void set(Mode now) {
    mode = now;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Connection connection =
            new Connection(
                server.accept(), new Socket(InetAddress.getLoopbackAddress(), broker.getAsInt()));
        start(connection::requests);
        start(connection::answers);
      } catch (IOException e) {
        // The broker is not there, or the test is over.
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "lossy-network");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private final class Connection {

    private final Socket client;
    private final Socket behind;
    private volatile boolean breaksAtAnswer;

    Connection(Socket client, Socket behind) throws IOException {
      this.client = client;
      this.behind = behind;
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
    }

    /** A request is its length and as many bytes, which begin with its kind. */
    void requests() {
      try (client;
          behind) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(behind.getOutputStream()));
        while (true) {
          byte[] request = in.readNBytes(in.readInt());
          if ((request[0] << 8 | request[1]) == END_TRANSACTION) {
            if (mode == Mode.COMMITS_LOST) {
              return;
            }
            breaksAtAnswer = mode == Mode.ANSWERS_LOST;
          }
          if (mode == Mode.SINKS_CUT && isOfSink(request)) {
            return;
          }
          out.writeInt(request.length);
          out.write(request);
          out.flush();
        }
      } catch (IOException e) {
        // One side has closed.
      }
    }

    /** The client's id, near the begin, has the transactional id of a producer. */
    private boolean isOfSink(byte[] request) {
      String begin =
          new String(request, 0, Math.min(request.length, 100), StandardCharsets.ISO_8859_1);
      return begin.contains("-result-") || begin.contains("-rejected-");
    }

    void answers() {
      try (client;
          behind) {
        InputStream in = behind.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] bytes = new byte[1 << 16];
        for (int read = in.read(bytes); read >= 0 && !breaksAtAnswer; read = in.read(bytes)) {
          out.write(bytes, 0, read);
        }
      } catch (IOException e) {
        // One side has closed.
      }
    }
  }
}
