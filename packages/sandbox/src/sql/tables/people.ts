import type { TableMaps } from './table-map.js';

/** Who the desk works for, and who works at the desk. */
export const peopleTables: TableMaps = {
  AREA: {
    records: ['clients'],
    int: 'Aarea=id Atreeid=toplevel_id',
    text: 'aareadesc=name Amemo=notes aaccountsid=accountsid acolour=colour',
    datetime: 'adatecreated=datecreated',
    bit: 'AIsInactive=inactive',
  },
  SITE: {
    records: ['sites'],
    int: 'Ssitenum=id Sarea=client_id Sslaid=sla_id',
    text: 'sdesc=name Sname=sname SPhoneNumber=phonenumber Smemo=notes StimezoneName=timezone SGUID=guid',
    datetime: 'sdatecreated=datecreated',
    bit: 'SIsInactive=inactive sstopped=stopped',
  },
  USERS: {
    records: ['users'],
    int: 'Uid=id Usite=site_id Uslaid=slaid',
    text: `uusername=name uFirstName=firstname uLastName=surname uemail=emailaddress Ulogin=login umobile=mobilenumber
      uextn=phonenumber Unotes=notes`,
    datetime: 'udatecreated=datecreated',
    bit: 'uinactive=inactive',
  },
  UNAME: {
    records: ['agents'],
    int: 'Unum=id',
    text: 'uname=name ufirstname=firstname ulastname=surname usmtp=email usection=team uinitials=initials',
    datetime: 'Ulastlogindate=lastlogindate',
    bit: 'Uisdisabled=isdisabled uisapiagent=isapiagent',
  },
  TREE: { records: ['topLevels'], int: 'Treeid=id', text: 'TreeDesc=name TREEGUID=guid' },
  COMPANY: {
    records: ['suppliers'],
    int: 'Cnum=id CTree=toplevel_id Cslaid=sla_id',
    text: 'cdesc=name Cemailaddress=email_address cphone1=phonenumber CContactName=contact_name Cmemo=notes',
    bit: 'CIsInactive=inactive',
  },
};
