import type { Reader, Role } from '../../../domain/kernel/actor';

function staff(person: string, unit: string, ...roles: readonly Role[]): Reader {
  return { person, unit, roles };
}

/** Invented staff of the units. */
export const anna = staff('anna', 'sav', 'caseworker');
export const axel = staff('axel', 'sav', 'caseworker');
export const siv = staff('siv', 'sav', 'supervisor');
export const sune = staff('sune', 'sav', 'supervisor');
export const sara = staff('sara', 'sav', 'reception');
export const hugo = staff('hugo', 'hisingen', 'caseworker');
export const hedda = staff('hedda', 'hisingen', 'supervisor');
export const rut = staff('rut', 'hisingen', 'reception');
export const cilla = staff('cilla', 'centrum', 'supervisor');
export const clas = staff('clas', 'centrum', 'caseworker');
export const jouren = staff('jonas', 'socialjour', 'dutyDesk');
