import { Encoder, type Packet } from 'socket.io-parser';

/** As Socket.IO writes packets out; but what this server says holds no bytes, so nothing is searched for them. */
export class PlainEncoder extends Encoder {
  override encode({ type, nsp, id, data }: Packet): string[] {
    const namespace = nsp && nsp !== '/' ? `${nsp},` : '';
    return [`${type}${namespace}${id ?? ''}${data == null ? '' : JSON.stringify(data)}`];
  }
}
