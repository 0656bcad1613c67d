export const domain = 'bench';
export const roomsDomain = `rooms.${domain}`;
export const roomName = (nth: number): string => `room-${nth}`;
