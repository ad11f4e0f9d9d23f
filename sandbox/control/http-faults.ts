/**
 * Acts out the transport faults of the fault book on a fastify reply, the same way for every party.
 * Protocol faults (`error`, `bad-signature`) and notice faults are left to the party itself.
 */

import type { Socket } from 'node:net';
import type { Server } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults';

/** What a `garbage` fault answers with, whatever the protocol. */
export const GARBAGE = '<<<garbage';

const heldSockets = new WeakMap<object, Set<Socket>>();

/**
 * Before the effect. True: the call must have no effect and needs no answer any more
 * (`timeout-before`, `cut-before`). False: go on.
 */
export function applyFaultBefore(
  fault: Fault | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  if (fault?.kind === 'timeout-before') return Promise.resolve(hold(request, reply));
  if (fault?.kind === 'cut-before') return Promise.resolve(cut(request, reply));
  return Promise.resolve(false);
}

/**
 * After the effect. True: the answer has been dealt with (`timeout-after`, `cut-after`, `garbage`,
 * or the client left while a `slow` answer was waiting). False: send the real answer now.
 */
export async function applyFaultAfter(
  fault: Fault | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  switch (fault?.kind) {
    case 'timeout-after':
      return hold(request, reply);
    case 'cut-after':
      return cut(request, reply);
    case 'garbage':
      await reply.code(200).type('text/plain; charset=utf-8').send(GARBAGE);
      return true;
    case 'slow':
      if (await clientStays(request.raw.socket, fault.ms)) return false;
      reply.hijack();
      return true;
    default:
      return false;
  }
}

/**
 * Lets a server stop although calls are being held by a time-out fault: registers the hook that
 * cuts them. Every party that uses the functions above calls it once on its own instance.
 */
export function cutHeldCallsOnClose(app: FastifyInstance): void {
  app.addHook('preClose', (done) => {
    for (const socket of heldSockets.get(app.server) ?? []) socket.destroy();
    done();
  });
}

function hold(request: FastifyRequest, reply: FastifyReply): true {
  reply.hijack();
  const socket = request.raw.socket;
  const sockets = heldOf(request.server.server);
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  return true;
}

function cut(request: FastifyRequest, reply: FastifyReply): true {
  reply.hijack();
  request.raw.socket.destroy();
  return true;
}

function heldOf(server: Server): Set<Socket> {
  let sockets = heldSockets.get(server);
  if (sockets === undefined) {
    sockets = new Set();
    heldSockets.set(server, sockets);
  }
  return sockets;
}

/** Waits `ms` of real time; false as soon as the client has hung up. */
function clientStays(socket: Socket, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (stays: boolean) => {
      clearTimeout(timer);
      socket.off('close', gone);
      resolve(stays);
    };
    const gone = () => {
      settle(false);
    };
    const timer = setTimeout(() => {
      settle(!socket.destroyed);
    }, ms);
    socket.once('close', gone);
  });
}
